using System.Security.Cryptography;
using System.Text;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>What a tile is used for.</summary>
public enum OutlinePart
{
    /// <summary>Weights and thresholds are fitted on it.</summary>
    Train,

    /// <summary>Checkpoints are chosen and the calibration is fitted on it.</summary>
    Validation,

    /// <summary>Figures are measured on it.</summary>
    Test,

    /// <summary>It shows ground of two parts and is left out.</summary>
    None,
}

/// <summary>Parts by strips of map x: validation in the west, training in the middle, test in the east; tiles across a cut, and tiles of a glacier that lies mostly in another part, belong to none.</summary>
/// <param name="West">Cut between validation and training, map x.</param>
/// <param name="East">Cut between training and test, map x.</param>
/// <remarks>Tiles of different glaciers overlap in dense regions, so that a draw by glacier would put the same ground into both parts.</remarks>
public sealed record OutlineSplit(double West = 2_600_000, double East = 2_650_000)
{
    /// <summary>The part of a tile by its place alone.</summary>
    /// <param name="west">Map x of its west edge.</param>
    /// <param name="east">Map x of its east edge.</param>
    public OutlinePart Of(double west, double east) =>
        east <= West ? OutlinePart.Validation
        : west >= East ? OutlinePart.Test
        : west >= West && east <= East ? OutlinePart.Train
        : OutlinePart.None;

    /// <summary>Gives every tile its part.</summary>
    /// <param name="tiles">Tiles of a folder.</param>
    public IReadOnlyList<OutlineTile> Assign(IEnumerable<OutlineTile> tiles)
    {
        var placed = tiles.Select(tile => tile with { Part = Of(tile.Grid.Transform.West, tile.Grid.Transform.ToMap(tile.Grid.Width, 0).X) }).ToList();
        var mostly = placed.Where(tile => tile.Part != OutlinePart.None).GroupBy(tile => tile.Glacier, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.GroupBy(tile => tile.Part).OrderByDescending(part => part.Count()).ThenBy(part => part.Key).First().Key, StringComparer.Ordinal);
        return placed.ConvertAll(tile => tile.Part != OutlinePart.None && mostly[tile.Glacier] != tile.Part ? tile with { Part = OutlinePart.None } : tile);
    }

    /// <summary>SHA-256 over names and parts, so that two runs can tell whether they used the same split.</summary>
    public static string Hash(IEnumerable<OutlineTile> tiles) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(tiles.OrderBy(tile => tile.Name, StringComparer.Ordinal).Select(tile => $"{tile.Name} {tile.Part}\n")))));
}
