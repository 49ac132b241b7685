using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>What a glacier's page shows of the ice on its satellite images.</summary>
/// <param name="Scenes">Scenes with outlines, oldest first.</param>
/// <param name="Left">Scenes without, and why.</param>
public sealed record PageOutlines(IReadOnlyList<PageOutline> Scenes, IReadOnlyList<string> Left)
{
    /// <summary>Picture of the latest outline; null: none.</summary>
    public PageSheet? Picture { get; init; }

    /// <summary>How the ice was mapped.</summary>
    public string Method { get; init; } = "";

    /// <summary>Files to download.</summary>
    public IReadOnlyList<PageDownload> Files { get; init; } = [];
}

/// <summary>One scene's ice.</summary>
/// <param name="Epoch">Its day.</param>
/// <param name="Area">Area, m².</param>
/// <param name="Glaciers">Number of outlines.</param>
/// <param name="Known">Part of the scene that shows the ground, 0 to 1.</param>
/// <param name="Length">Length of the ice along the line that all scenes share, m; null: not measured.</param>
public sealed record PageOutline(Epoch Epoch, Measured Area, int Glaciers, double Known, Measured? Length = null);
