namespace Glacier.Infra.Tests.Bicep;

/// <summary>A parameter.</summary>
public sealed record BicepParameter(string Name, string Type, string? Default, IReadOnlyList<string> Decorators);

/// <summary>A resource; <paramref name="Type"/> without its version. Children stand beside their parents under their full type.</summary>
public sealed record BicepResource(string Name, string Type, string Version, bool Existing, BicepObject Body);

/// <summary>A use of a module.</summary>
public sealed record BicepModule(string Name, string Path, BicepObject Body);

/// <summary>The declarations of a Bicep file.</summary>
public sealed record BicepFile(
    string Path,
    string Text,
    string? Scope,
    IReadOnlyList<BicepParameter> Parameters,
    IReadOnlyDictionary<string, BicepValue> Variables,
    IReadOnlyList<BicepResource> Resources,
    IReadOnlyList<BicepModule> Modules,
    IReadOnlyDictionary<string, string> Outputs)
{
    /// <summary>How often a name is used: everywhere but in comments, in strings outside <c>${}</c>, and where it is declared.</summary>
    public int Uses(string name) => BicepReader.Names(Text).Count(found => found == name) - 1;
}
