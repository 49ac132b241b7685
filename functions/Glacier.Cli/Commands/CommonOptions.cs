using System.CommandLine;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Commands;

/// <summary>Options and arguments that several commands share, so that they read and behave the same.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON on standard output." };

    public static Option<string> OutFile(string description) => new("--out") { Description = description, Required = true, HelpName = "FILE" };

    public static Option<string> OutFolder() => new("--out") { Description = "Folder to write to; made when absent.", Required = true, HelpName = "DIR" };

    public static Argument<FileInfo> Dem() => new("DEM") { Description = "Elevation raster: GeoTIFF, USGS .dem, ESRI ASCII, .img, .hgt, …" };

    public static Option<FileInfo?> Outline() => new("--outline")
    {
        Description = "Glacier outline: GeoPackage, GeoJSON, shapefile, or a 0/1 raster mask.",
        HelpName = "VECTOR",
    };

    public static Option<string?> VerticalUnit() => new("--vertical-unit") { Description = "Unit of the elevations when the file does not say: m, ft or us-ft.", HelpName = "UNIT" };

    /// <summary>What the option said, or an error that names it.</summary>
    /// <exception cref="UsageException">Not one of the units.</exception>
    public static DemReadOptions Reading(string? unit) => unit is null or "m" or "ft" or "us-ft"
        ? new DemReadOptions(unit, RequireEpoch: false)
        : throw new UsageException($"--vertical-unit: found '{unit}'; expected m, ft or us-ft");

    /// <summary>Full path of an input file, or an error that names it and where it was said.</summary>
    /// <exception cref="UsageException">No such file.</exception>
    public static string Existing(string said, FileInfo file) => file.Exists ? file.FullName
        : throw new UsageException(Directory.Exists(file.FullName) ? $"{said}: {file} is a folder; expected a file" : $"{said}: {file}: no such file");

    /// <summary>Full path of the file to write, its folder made.</summary>
    /// <exception cref="UsageException">It is a folder, or an input: those are never written to.</exception>
    public static string Target(string text, params IEnumerable<string> inputs)
    {
        var path = Path.GetFullPath(text);
        if (Directory.Exists(path) || text.EndsWith(Path.DirectorySeparatorChar))
        {
            throw new UsageException($"--out: {text} is a folder; expected a file");
        }

        if (inputs.Contains(path))
        {
            throw new UsageException($"--out: {text} is an input, which is never written to; choose another name");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Full path of the folder to write to, made when absent.</summary>
    /// <exception cref="UsageException">It is a file, or one of the files to write in it is an input.</exception>
    public static string TargetFolder(string text, IEnumerable<string> names, IEnumerable<string> inputs)
    {
        var folder = Path.GetFullPath(text);
        if (File.Exists(folder))
        {
            throw new UsageException($"--out: {text} is a file; expected a folder");
        }

        foreach (var name in names)
        {
            Target(Path.Combine(folder, name), inputs);
        }

        return Directory.CreateDirectory(folder).FullName;
    }
}
