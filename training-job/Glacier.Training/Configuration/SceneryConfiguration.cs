using System.Text.Json.Serialization;

namespace Glacier.Training.Configuration;

/// <summary>An experiment that learns from photographs.</summary>
public abstract record SceneryConfiguration : TrainingConfiguration
{
    /// <summary>Pictures and conditions.</summary>
    public required DataConfiguration Data { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataFolders => [.. Data.Folders.SelectMany(folder => folder.Masks is { } masks ? new[] { folder.Path, masks } : [folder.Path])];

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults() => base.Faults().Concat(Rules.Photographs(Data));
}
