namespace Glacier.Vision.Curation;

/// <summary>What is looked for and how strictly.</summary>
/// <param name="Subject">The label (of labelled photographs) that is looked for.</param>
/// <param name="SubjectWords">Texts that describe it.</param>
/// <param name="OtherWords">Texts that describe what is not wanted.</param>
/// <param name="SubjectThreshold">Least probability of the subject, all its texts together.</param>
/// <param name="OtherThreshold">Greatest probability of anything else.</param>
/// <param name="Neighbours">Number of labelled photographs that vote.</param>
/// <param name="NeighbourShare">Least part of their votes for the subject.</param>
/// <param name="SmallestSide">Least number of pixels on either side.</param>
/// <param name="Geometry">Rules of geometry; null: the defaults.</param>
public sealed record CurationOptions(
    string Subject = "glacier",
    IReadOnlyList<string>? SubjectWords = null,
    IReadOnlyList<string>? OtherWords = null,
    double SubjectThreshold = 0.45,
    double OtherThreshold = 0.15,
    int Neighbours = 15,
    double NeighbourShare = 0.5,
    int SmallestSide = 64,
    GeometryRules? Geometry = null)
{
    /// <summary>Texts of the subject, the defaults filled in.</summary>
    public IReadOnlyList<string> SubjectTexts => SubjectWords ?? ["a photo of a glacier", "a photo of an ice field in the mountains"];

    /// <summary>Texts of everything else, the defaults filled in.</summary>
    public IReadOnlyList<string> OtherTexts => OtherWords ??
    [
        "a photo of a person", "a photo of an animal", "a photo of a building", "a photo of a city street", "a photo of a vehicle", "a photo of a forest", "a photo of the sea",
        "a photo of a beach", "a photo of a desert", "a photo of a mountain without snow", "a photo of clouds", "a map", "a painting", "a diagram", "a photo indoors",
    ];
}
