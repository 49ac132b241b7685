using System.CommandLine;

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

    /// <summary>The file, or an error that names it.</summary>
    public static string Existing(FileInfo file) => file.Exists ? file.FullName : throw new UsageException($"{file}: no such file");
}
