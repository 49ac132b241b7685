using System.Text.Json.Nodes;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Views;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Pipeline.Flights;

/// <summary>The terrain of one survey as a 3D model with the survey style's ground draped over it: <c>model_2017.glb</c>.</summary>
public static class TerrainModel
{
    private const int LongestSide = 2048;
    private const int Quality = 88;

    /// <summary>Name of a survey's model.</summary>
    public static string FileOf(Terrain.Rasters.Epoch epoch) => $"model_{epoch}.glb";

    /// <summary>Writes a survey's model.</summary>
    /// <param name="path">The file; gets its name when it is complete.</param>
    /// <param name="series">The surveys: all models of a series share one origin, so that they fit into each other.</param>
    /// <param name="survey">Which of them.</param>
    /// <param name="title">The glacier's name.</param>
    /// <param name="attribution">Whose data it is.</param>
    /// <param name="mostTriangles">At most so many.</param>
    /// <returns>The mesh written.</returns>
    public static TerrainMesh Write(string path, SurfaceSeries series, int survey, string title, string attribution, int mostTriangles = TerrainMesh.UsualTriangles)
    {
        var (epoch, year) = (series.Surveys[survey].Epoch, series.Years[survey]);
        var (dem, ice, _) = series.At(year);
        var lowest = series.Years.Min(each => series.At(each).Dem.Values.Where(float.IsFinite).DefaultIfEmpty(0).Min());
        var mesh = TerrainMesh.Of(dem, mostTriangles, lowest);
        var options = new SurveyStyleOptions(0, 45, SnowLine.OfIce(series.Surveys[0].Dem, series.Surveys[0].Ice), series.EverIce, Pattern: series.Highest.Values);
        var (across, down) = Size(dem.Width, dem.Height);
        var texture = Encode(TopView.Render(dem, ice, options, across, down), across, down);
        var extras = new JsonObject
        {
            ["title"] = title,
            ["date"] = epoch.ToString(),
            ["offset"] = new JsonArray(mesh.East, mesh.North, mesh.Elevation),
            ["offsetMeaning"] = "map x (east), map y (north) and elevation in metres of the model's origin: map x = offset[0] + x, map y = offset[1] - z, elevation = offset[2] + y",
            ["referenceSystem"] = dem.Crs.Wkt.Length == 0 ? "unknown" : dem.Crs.Epsg is { } code ? $"EPSG:{code}" : dem.Crs.Name,
            ["synthetic"] = "The ground's colours are made from the elevation model, not photographed.",
            ["attribution"] = attribution,
        };
        var temporary = path + ".part";
        try
        {
            using (var stream = File.Create(temporary))
            {
                GlbFile.Write(stream, mesh, texture, $"{title} {epoch}", extras);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return mesh;
    }

    // some texels per pixel of the DEM, in its proportions
    private static (int Across, int Down) Size(int width, int height)
    {
        var scale = Math.Min(16.0, (double)LongestSide / Math.Max(width, height));
        return (Math.Max(2, (int)Math.Round(width * scale)), Math.Max(2, (int)Math.Round(height * scale)));
    }

    private static byte[] Encode(byte[] rgb, int width, int height)
    {
        using var image = Image.LoadPixelData<Rgb24>(rgb, width, height);
        using var memory = new MemoryStream();
        image.SaveAsJpeg(memory, new JpegEncoder { Quality = Quality });
        return memory.ToArray();
    }
}
