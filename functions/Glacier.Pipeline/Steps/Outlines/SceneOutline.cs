using Glacier.Pipeline.Steps.Scenes;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>What became of a scene: the ice on it, or the rule it breaks. A scene that is of no use here may still serve for velocity, so that a refusal is a product and no quarantine.</summary>
/// <param name="Date">Day of the scene.</param>
/// <param name="AreaKm2">Area of its ice, km².</param>
/// <param name="AreaError">1σ of the area, km².</param>
/// <param name="Glaciers">Number of outlines.</param>
/// <param name="Known">Part of the scene that shows the ground, 0 to 1.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Version">Its version.</param>
/// <param name="Refused">Why there are no outlines; null where there are.</param>
public sealed record SceneOutline(DateOnly Date, double AreaKm2, double AreaError, int Glaciers, double Known, string Method, string Version, SkippedInput? Refused = null)
{
    /// <summary>Folder of all outlines below the glacier's.</summary>
    public const string Folder = "outlines/";

    /// <summary>Folder of one day's files.</summary>
    public static string FolderOf(DateOnly date) => $"{Folder}{SceneDay.Text(date)}/";

    /// <summary>Name of the product that holds this.</summary>
    public static string FileName(DateOnly date) => FolderOf(date) + "outcome.json";
}
