using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity;

/// <summary>The flow methods by name. A network joins by one line here.</summary>
public static class FlowMethods
{
    private static readonly Dictionary<string, Func<double, FlowMethod>> s_methods = new(StringComparer.Ordinal)
    {
        ["hs"] = largest => HornSchunck.Method(new HornSchunckOptions(LargestDisplacement: largest)),
        ["ncc"] = largest => CrossCorrelation.Method(new CrossCorrelationOptions(LargestDisplacement: largest)),
        ["raft"] = largest => RaftFlow.Method(new RaftFlowOptions(LargestDisplacement: largest)),
    };

    /// <summary>Names, best known first.</summary>
    public static IReadOnlyList<string> Names => [.. s_methods.Keys];

    /// <summary>What a method is called in print.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Title(string name) => name switch
    {
        "hs" => "Horn–Schunck optical flow",
        "ncc" => "normalised cross-correlation",
        _ => name.ToUpperInvariant(),
    };

    /// <summary>Changes whenever a method would find something else between the same images; of a network, the hash of its weights.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Version(string name) => s_methods.ContainsKey(name) ? "1" : throw Unknown(name);

    /// <summary>A method.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="largestDisplacement">Displacements up to this many pixels must be found.</param>
    /// <exception cref="ArgumentException">No such method.</exception>
    public static FlowMethod Of(string name, double largestDisplacement) => s_methods.TryGetValue(name, out var make)
        ? make(largestDisplacement)
        : throw Unknown(name);

    private static ArgumentException Unknown(string name) => new($"no method '{name}'; there are {string.Join(", ", Names)}", nameof(name));
}
