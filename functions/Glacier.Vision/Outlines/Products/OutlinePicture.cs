using System.Globalization;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Pictures;
using NetTopologySuite.Geometries;

namespace Glacier.Vision.Outlines.Products;

/// <summary>Quicklook: the outlines on the scene in natural colours, with a scale bar and the area.</summary>
public static class OutlinePicture
{
    private const int Largest = 1200, LargestScale = 4, Head = 44, Foot = 34, Margin = 14;

    private static readonly (byte, byte, byte) s_ink = (30, 30, 30), s_line = (255, 210, 0), s_unknown = (235, 235, 235);

    /// <summary>Draws into a PNG.</summary>
    /// <param name="product">Outlines.</param>
    /// <param name="scene">Scene behind them.</param>
    /// <param name="path">File to write.</param>
    /// <param name="reference">Another outline to draw thin and blue, such as an inventory's; null: none.</param>
    public static void SavePng(OutlineProduct product, IOutlineSource scene, string path, Glacier.Terrain.Outlines.Outline? reference = null)
    {
        var grid = product.Grid;
        var scale = Math.Min((double)Largest / Math.Max(grid.Width, grid.Height), LargestScale);
        var (width, height) = (Math.Max(1, (int)(grid.Width * scale)), Math.Max(1, (int)(grid.Height * scale)));
        var canvas = new Canvas(Math.Max(width, 420) + (2 * Margin), height + Head + Foot);
        DrawScene(canvas, scene, scale, width, height);
        if (reference is not null)
        {
            Draw(canvas, reference.To(grid.Crs).Geometry, grid, scale, (70, 150, 255), 1.4);
        }

        foreach (var glacier in product.Glaciers)
        {
            Draw(canvas, glacier.Outline.Geometry, grid, scale, (40, 30, 0), 3);
        }

        foreach (var glacier in product.Glaciers)
        {
            Draw(canvas, glacier.Outline.Geometry, grid, scale, s_line, 1.7);
        }

        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{(product.Epoch is { } epoch ? epoch + ", " : "")}{product.Method}: {(product.Glaciers.Count == 0 ? "no ice" : $"{product.AreaKm2:0.00} ± {product.AreaError:0.00} km², {product.Glaciers.Count} {(product.Glaciers.Count == 1 ? "outline" : "outlines")}")}");
        canvas.Text(title, Margin, 29, 14, s_ink);
        ScaleBar(canvas, grid.Transform.PixelWidth / scale, width, Head + height + 9);
        SyntheticPicture.SavePng(
            canvas.Rgb, canvas.Width, canvas.Height, path, new PictureCaption(title, $"Glacier outlines over {product.Source}", "outlines mapped on a satellite image", "dataDrivenMedia"));
    }

    private static void DrawScene(Canvas canvas, IOutlineSource scene, double scale, int width, int height)
    {
        // three rows of reflectance at a time keep the picture's memory at its own size
        var sample = new List<float>();
        var rows = new float[height][];
        for (var y = 0; y < height; y++)
        {
            var row = Math.Min((int)(y / scale), scene.Grid.Height - 1);
            var colours = new float[3 * width];
            var bands = new[] { "B4", "B3", "B2" }.Select(band => scene.Read(band, row, 1)!).ToArray();
            for (var x = 0; x < width; x++)
            {
                for (var k = 0; k < 3; k++)
                {
                    colours[(3 * x) + k] = bands[k][Math.Min((int)(x / scale), scene.Grid.Width - 1)];
                    if ((x + y) % 7 == 0 && float.IsFinite(colours[(3 * x) + k]))
                    {
                        sample.Add(colours[(3 * x) + k]);
                    }
                }
            }

            rows[y] = colours;
        }

        sample.Sort();
        var (low, high) = sample.Count == 0 ? (0f, 1f) : (sample[(int)(0.005 * (sample.Count - 1))], sample[(int)(0.985 * (sample.Count - 1))]);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = (rows[y][3 * x], rows[y][(3 * x) + 1], rows[y][(3 * x) + 2]);
                canvas.Blend(Margin + x, Head + y, float.IsNaN(r + g + b) ? s_unknown : (Light(r), Light(g), Light(b)), 1);
            }
        }

        // the square root lifts rock and shadow beside snow
        byte Light(float value) => (byte)Math.Round(255 * Math.Sqrt(Math.Clamp((value - low) / Math.Max(high - low, 1e-4f), 0, 1)));
    }

    private static void Draw(Canvas canvas, MultiPolygon polygons, Grid grid, double scale, (byte, byte, byte) colour, double thickness)
    {
        foreach (var polygon in polygons.Geometries.Cast<Polygon>())
        {
            foreach (var ring in polygon.Holes.Prepend(polygon.Shell))
            {
                var points = new List<(double X, double Y)>();
                for (var i = 0; i < ring.NumPoints; i++)
                {
                    var at = ring.GetCoordinateN(i);
                    var (column, row) = grid.Transform.ToPixel(at.X, at.Y);
                    var (x, y) = (Margin + (column * scale), Head + (row * scale));

                    // vertices closer than a pixel of the picture add nothing to see
                    if (points.Count == 0 || i == ring.NumPoints - 1 || Math.Abs(points[^1].X - x) + Math.Abs(points[^1].Y - y) > 1)
                    {
                        points.Add((x, y));
                    }
                }

                canvas.Line(points, colour, thickness);
            }
        }
    }

    private static void ScaleBar(Canvas canvas, double metresPerPixel, int width, int y)
    {
        var most = metresPerPixel * Math.Max(width, 100) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        var length = power * ((double[])[1, 2, 5]).Last(step => step * power <= most);
        var end = Margin + (length / metresPerPixel);
        canvas.Line([(Margin, y), (Margin, y + 8), (end, y + 8), (end, y)], s_ink, 1.6);
        canvas.Text(length >= 1000 ? (length / 1000).ToString("0.#", CultureInfo.InvariantCulture) + " km" : length.ToString("0", CultureInfo.InvariantCulture) + " m", end + 10, y + 10, 11, s_ink);
    }
}
