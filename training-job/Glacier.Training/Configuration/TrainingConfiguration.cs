using System.Text.Json.Serialization;

namespace Glacier.Training.Configuration;

/// <summary>One experiment: a file in <c>training-job/configurations</c>.</summary>
public abstract record TrainingConfiguration
{
    /// <summary>The first word of the file's name: <c>joint</c>, <c>gan</c>, <c>flow</c> …; must be what the command says.</summary>
    public required string Kind { get; init; }

    /// <summary>Seed of everything random. With the step it determines every draw.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Length and output.</summary>
    public required RunConfiguration Run { get; init; }

    /// <summary>Output folder of another run of this kind, or one of its checkpoints, absolute or below the current folder: its networks' weights are those that this
    /// run begins with; null: fresh ones. Asked once, when the run begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WeightsFrom { get; init; }

    /// <summary>The rules that the members must satisfy together.</summary>
    /// <returns>For each rule broken: the member, what was found and what is expected.</returns>
    public virtual IEnumerable<(string Member, string Found, string Expected)> Faults() => Rules.Common(this);

    /// <summary>Folders below the data folder that a run reads; "" is all of it.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> DataFolders => [""];

    /// <summary>Output folders of other runs that a run reads when it begins.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> OtherRuns => WeightsFrom is null ? [] : [WeightsFrom];

    /// <summary>The kind that this record describes.</summary>
    [JsonIgnore]
    public abstract string ExpectedKind { get; }
}
