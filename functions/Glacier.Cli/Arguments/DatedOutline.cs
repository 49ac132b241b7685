using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Arguments;

/// <summary>An outline file with its date: written behind an @, else read from the file or its name.</summary>
/// <param name="Outline">The outline in the grid's reference system.</param>
/// <param name="Epoch">Its date; null where nobody says.</param>
public sealed record DatedOutline(Outline Outline, Epoch? Epoch)
{
    /// <summary>Reads <c>FILE</c> or <c>FILE@2003</c> or <c>FILE@2003-08-31</c>.</summary>
    /// <exception cref="UsageException">No such file, or what follows the @ is no date.</exception>
    public static DatedOutline Read(string option, string text, Grid grid)
    {
        var at = text.LastIndexOf('@');
        var (path, date) = File.Exists(text) || at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        if (!File.Exists(path))
        {
            throw new UsageException($"{option}: {path}: no such file");
        }

        Epoch? epoch = null;
        try
        {
            epoch = date is null ? null : Terrain.Rasters.Epoch.Parse(date);
        }
        catch (FormatException)
        {
            throw new UsageException($"{option}: '{date}' behind the @ is not a date; write 2003 or 2003-08-31");
        }

        var outline = OutlineFile.Read(Path.GetFullPath(path), grid.Crs, grid);
        epoch ??= outline.Epoch ?? (EpochOfName.TryParse(Path.GetFileName(path), out var named) ? named : null);
        return new DatedOutline(outline, epoch);
    }
}
