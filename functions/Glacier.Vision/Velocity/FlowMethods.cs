using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity;

/// <summary>The flow methods by name. A network joins by one line here.</summary>
public static class FlowMethods
{
    private static readonly Dictionary<string, Func<double, FlowMethod>> s_methods = new(StringComparer.Ordinal)
    {
        ["raft"] = largest => RaftFlow.Method(new RaftFlowOptions(LargestDisplacement: largest)),
        ["hs"] = largest => HornSchunck.Method(new HornSchunckOptions(LargestDisplacement: largest)),
        ["ncc"] = largest => CrossCorrelation.Method(new CrossCorrelationOptions(LargestDisplacement: largest)),
    };

    /// <summary>Names, best known first.</summary>
    public static IReadOnlyList<string> Names => [.. s_methods.Keys];

    /// <summary>The best known method that this program can do.</summary>
    public static string Best => Names.First(IsAvailable);

    /// <summary>False of a network that the program came without.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static bool IsAvailable(string name) => name != "raft" || RaftFlow.BundledSha256 is not null;

    /// <summary>What a method is called in print.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Title(string name) => name switch
    {
        "hs" => "Horn–Schunck optical flow",
        "ncc" => "normalised cross-correlation",
        "raft" => "RAFT, a network trained on glaciers, after Horn–Schunck",
        _ => throw Unknown(name),
    };

    /// <summary>Changes whenever a method would find something else between the same images; of a network, the hash of its weights and the version of what it begins with.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Version(string name) => name switch
    {
        "raft" => $"{RaftFlow.BundledSha256 ?? "none"} {Version("hs")}",
        "hs" => "3",
        _ => s_methods.ContainsKey(name) ? "2" : throw Unknown(name),
    };

    /// <summary>A method.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="largestDisplacement">Displacements up to this many pixels must be found.</param>
    /// <exception cref="ArgumentException">No such method.</exception>
    public static FlowMethod Of(string name, double largestDisplacement) => s_methods.TryGetValue(name, out var make)
        ? make(largestDisplacement)
        : throw Unknown(name);

    private static ArgumentException Unknown(string name) => new($"no method '{name}'; there are {string.Join(", ", Names)}", nameof(name));
}
