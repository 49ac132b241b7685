namespace Glacier.Terrain;

/// <summary>An input that breaks a rule: what the quarantine record and the command line's error say of it.</summary>
/// <param name="file">Name of the input, without folders.</param>
/// <param name="rule">The rule broken, as a short stable identifier (<c>no-crs</c>, <c>not-a-raster</c>).</param>
/// <param name="found">What was found.</param>
/// <param name="expected">What the rule asks for.</param>
/// <param name="fix">What the user can do about it.</param>
public sealed class InvalidInputException(string file, string rule, string found, string expected, string fix)
    : Exception($"{file}: {rule}: found {found}; expected {expected}. {fix}")
{
    /// <summary>Name of the input.</summary>
    public string File { get; } = file;

    /// <summary>The rule broken.</summary>
    public string Rule { get; } = rule;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What the rule asks for.</summary>
    public string Expected { get; } = expected;

    /// <summary>What the user can do about it.</summary>
    public string Fix { get; } = fix;
}
