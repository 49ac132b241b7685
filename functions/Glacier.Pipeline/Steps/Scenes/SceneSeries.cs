using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Scenes;

/// <summary>The good scenes of a glacier, one per day and all of one place: <c>products/{glacier}/scenes.json</c>. Whatever is made of scenes begins with these.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Reference">Day of the scene whose grid the others are put on.</param>
/// <param name="Scenes">Oldest first.</param>
public sealed record SceneSeries(GlacierId Glacier, DateOnly Reference, IReadOnlyList<SurveyedScene> Scenes)
{
    /// <summary>Name of the product below the glacier's folder.</summary>
    public const string FileName = "scenes.json";
}

/// <summary>One scene of a <see cref="SceneSeries"/>.</summary>
/// <param name="Date">Day of acquisition.</param>
/// <param name="File">Name below the glacier's folder of <c>scenes</c>.</param>
/// <param name="Sha256">Hash of its contents.</param>
/// <param name="Image">Its bands, size and place as the file has them.</param>
/// <param name="Grid">Its grid once read: metres, north up.</param>
/// <param name="NearInfrared">Number of the near-infrared band, from 1.</param>
public sealed record SurveyedScene(DateOnly Date, string File, string Sha256, ImageInfo Image, Grid Grid, int NearInfrared)
{
    /// <summary>The day as product names have it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Day => SceneDay.Text(Date);
}

/// <summary>Days as product names have them.</summary>
public static class SceneDay
{
    /// <summary><c>2020-02-07</c>.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
