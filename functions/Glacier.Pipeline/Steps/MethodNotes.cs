namespace Glacier.Pipeline.Steps;

/// <summary>How the figures of a glacier's page come about, in plain words.</summary>
public static class MethodNotes
{
    /// <summary>A paragraph per step with elevation models.</summary>
    public static IReadOnlyList<string> OfSurveys { get; } =
    [
        "Every elevation model is brought onto one grid in metres and shifted onto the reference over stable ground off the ice (Nuth and Kääb 2011); where that would not improve it, it is kept as it came.",
        "Elevation change is the later surface minus the earlier one. Where a survey has voids, the mean change of the same elevation is taken. Volume change is the sum over the ice of either survey.",
        "Mass balance converts volume with 850 ± 60 kg/m³ (Huss 2013). Uncertainties are one standard deviation and count neighbouring errors as correlated; the spread on stable ground is their measure.",
        "Where no outline was given for a survey, its ice is found from how the surface changed. Terminus retreat is measured along the centre line.",
        "Every picture is taken by the same camera under the same sun; only the surface and the ice differ.",
    ];

    /// <summary>A paragraph on panoramas.</summary>
    public static IReadOnlyList<string> OfPanorama { get; } =
    [
        "The panorama follows rays from the eye to the latest surface; curvature of the Earth and refraction count. Colours are the satellite image's with its own sunlight taken out; sun, shadows, sky and whatever is finer than the image are made up.",
    ];

    /// <summary>A paragraph per step with satellite images.</summary>
    public static IReadOnlyList<string> OfVelocity { get; } =
    [
        "Velocity is what the surface has moved between two satellite images, divided by the days between them. Every pair within a window of days is compared forward and backward; clouds, fresh snow and vectors that do not agree are left out.",
        "What stable ground beside the ice seems to do is taken from every pair. The map of all pairs, and of each year, is the mean weighted by 1/error² of what agrees; its error is the larger of formal and observed.",
    ];
}
