using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Outlines.Scenes;

/// <summary>Where channels are read from, row by row: a file, or arrays.</summary>
public interface IOutlineSource
{
    /// <summary>Size and place.</summary>
    Grid Grid { get; }

    /// <summary>Reads rows of a channel.</summary>
    /// <param name="channel">One of <see cref="OutlineChannels.Names"/>.</param>
    /// <param name="row">First row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <returns>rows × width physical values, NaN where unknown; null where the scene lacks the channel.</returns>
    float[]? Read(string channel, int row, int rows);
}

/// <summary>Channels that are in memory.</summary>
/// <param name="Grid">Size and place.</param>
/// <param name="Channels">height × width physical values by channel name.</param>
public sealed record ChannelArrays(Grid Grid, IReadOnlyDictionary<string, float[]> Channels) : IOutlineSource
{
    /// <inheritdoc/>
    public float[]? Read(string channel, int row, int rows) =>
        Channels.TryGetValue(channel, out var values) ? values.AsSpan(row * Grid.Width, rows * Grid.Width).ToArray() : null;
}
