namespace Glacier.Vision.Curation;

/// <summary>A file on its way through the steps.</summary>
/// <param name="path">Its full path.</param>
/// <param name="name">Its path below the folder, with slashes.</param>
internal sealed class CurationCandidate(string path, string name)
{
    public string Path => path;

    public string Name => name;

    public string? Hash { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    public GeometryFacts? Geometry { get; set; }

    public float[]? Features { get; set; }

    public IReadOnlyDictionary<string, double>? Probabilities { get; set; }

    public double? NeighbourShare { get; set; }

    public (double X, double Y)? Map { get; set; }

    public List<Rejection> Rejections { get; } = [];

    public string Verdict { get; set; } = "";

    public void Reject(string step, string rule, string found, string expected) => Rejections.Add(new(step, rule, found, expected));

    public CuratedPhoto Result() => new(
        name,
        Rejections.Count == 0,
        Rejections.Count == 0 ? Verdict : string.Join("; ", Rejections.Select(rejection => $"{rejection.Rule}: {rejection.Found}, expected {rejection.Expected}")),
        Rejections,
        Hash,
        Width,
        Height,
        Geometry,
        Probabilities,
        NeighbourShare is { } share ? Math.Round(share, 4) : null,
        Map is { } at ? [Math.Round(at.X, 3), Math.Round(at.Y, 3)] : null);
}
