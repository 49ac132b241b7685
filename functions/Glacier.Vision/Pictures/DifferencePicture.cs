using System.Globalization;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Pictures;

/// <summary>What a map of elevation change shows beside the change.</summary>
/// <param name="Title">Above the map: <c>Aletsch 1880 to 2017</c>.</param>
/// <param name="Unit">Of the values: <c>m</c> or <c>m/yr</c>.</param>
/// <param name="Limit">End of the colour bar, in the unit; null: the 98th percentile of the size, rounded up.</param>
/// <param name="Outlines">Lines in map coordinates, drawn one after another: dark first, then red.</param>
/// <param name="Mask">Pixels to colour, width × height; null: all with a value.</param>
/// <param name="PixelsPerCell">Size of a cell in the picture, at least 1; null: so that the map is about 900 pixels high.</param>
public sealed record DifferencePictureOptions(
    string Title = "",
    string Unit = "m",
    double? Limit = null,
    IReadOnlyList<IReadOnlyList<IReadOnlyList<(double X, double Y)>>>? Outlines = null,
    bool[]? Mask = null,
    int? PixelsPerCell = null);

/// <summary>Elevation change over a shaded relief, with outlines, colour bar, scale bar and north arrow.</summary>
public static class DifferencePicture
{
    private static readonly (byte, byte, byte) s_ink = (30, 30, 30);
    private static readonly (byte, byte, byte)[] s_lines = [(25, 25, 25), (200, 30, 40)];

    /// <summary>Draws the map.</summary>
    /// <param name="change">Elevation change, NaN where unknown.</param>
    /// <param name="dem">DEM on the same grid for the relief.</param>
    /// <param name="options">What else to show.</param>
    /// <exception cref="ArgumentException">The grids differ, or no value is finite.</exception>
    public static Canvas Draw(Raster change, Raster dem, DifferencePictureOptions? options = null)
    {
        options ??= new();
        if (!change.SameGrid(dem))
        {
            throw new ArgumentException("change and DEM lie on different grids", nameof(dem));
        }

        var cell = Math.Max(options.PixelsPerCell ?? (int)Math.Round(900.0 / change.Height), 1);
        var limit = options.Limit ?? NiceLimit(change.Values, options.Mask);
        var (mapWidth, mapHeight) = (change.Width * cell, change.Height * cell);
        const int Margin = 20, Head = 56, Side = 150;
        var canvas = new Canvas(mapWidth + (2 * Margin) + Side, mapHeight + Head + (2 * Margin) + 20);
        DrawMap(canvas, change, dem, options.Mask, limit, cell, Margin, Head);
        var layers = options.Outlines ?? [];
        for (var layer = 0; layer < layers.Count; layer++)
        {
            foreach (var line in layers[layer])
            {
                canvas.Line(
                    [.. line.Select(p => change.Transform.ToPixel(p.X, p.Y)).Select(p => (Margin + (p.Column * cell), Head + (p.Row * cell)))],
                    s_lines[Math.Min(layer, s_lines.Length - 1)],
                    1.8);
            }
        }

        canvas.Line([(Margin, Head), (Margin + mapWidth, Head), (Margin + mapWidth, Head + mapHeight), (Margin, Head + mapHeight), (Margin, Head)], s_ink, 1.2);
        canvas.Text(options.Title, Margin, 38, 16, s_ink);
        DrawColourBar(canvas, limit, options.Unit, Margin + mapWidth + 30, Head + 40, Math.Min(mapHeight - 80, 420));
        DrawScaleBar(canvas, change.Transform.PixelWidth / cell, mapWidth, Margin, Head + mapHeight + 14);
        DrawNorthArrow(canvas, Margin + mapWidth + 42, Head + mapHeight - 12);
        return canvas;
    }

    /// <summary>Draws the map into a PNG that says what it is.</summary>
    /// <inheritdoc cref="Draw"/>
    public static void SavePng(Raster change, Raster dem, string path, DifferencePictureOptions? options = null)
    {
        var canvas = Draw(change, dem, options);
        var title = options?.Title is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(path);
        SyntheticPicture.SavePng(canvas.Rgb, canvas.Width, canvas.Height, path, new PictureCaption(title, "Elevation change over shaded relief", "map of elevation change", "dataDrivenMedia"));
    }

    private static void DrawMap(Canvas canvas, Raster change, Raster dem, bool[]? mask, double limit, int cell, int left, int top)
    {
        var shade = ColourMap.Hillshade(dem, 1.2);
        for (var y = 0; y < change.Height * cell; y++)
        {
            for (var x = 0; x < change.Width * cell; x++)
            {
                var i = ((y / cell) * change.Width) + (x / cell);

                // the relief is interpolated so that cells larger than a pixel do not show as blocks
                var light = Smooth(shade, change.Width, change.Height, ((x + 0.5) / cell) - 0.5, ((y + 0.5) / cell) - 0.5);
                var grey = (byte)Math.Clamp(135 + (115 * light), 0, 255);
                canvas.Blend(left + x, top + y, (grey, grey, grey), 1);
                if (float.IsFinite(change.Values[i]) && (mask is null || mask[i]))
                {
                    var (r, g, b) = ColourMap.RedWhiteBlue.At((change.Values[i] / limit / 2) + 0.5);
                    var shaded = 0.72 + (0.36 * light);
                    canvas.Blend(left + x, top + y, (Scale(r, shaded), Scale(g, shaded), Scale(b, shaded)), 0.95);
                }
            }
        }

        static byte Scale(byte value, double factor) => (byte)Math.Min(value * Math.Min(factor, 1), 255);
    }

    private static double Smooth(float[] values, int width, int height, double x, double y)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, width - 1), Math.Min(top + 1, height - 1));
        var (u, v) = (x - left, y - top);
        return ((1 - v) * (((1 - u) * values[(top * width) + left]) + (u * values[(top * width) + right])))
            + (v * (((1 - u) * values[(below * width) + left]) + (u * values[(below * width) + right])));
    }

    private static void DrawColourBar(Canvas canvas, double limit, string unit, int x, int y, int height)
    {
        const int Width = 22;
        for (var row = 0; row < height; row++)
        {
            canvas.Fill(x, y + row, Width, 1, ColourMap.RedWhiteBlue.At(1 - ((row + 0.5) / height)));
        }

        canvas.Line([(x, y), (x + Width, y), (x + Width, y + height), (x, y + height), (x, y)], s_ink, 1);
        foreach (var part in new[] { -1, -0.5, 0, 0.5, 1 })
        {
            var at = y + ((1 - part) / 2 * height);
            canvas.Line([(x + Width, at), (x + Width + 6, at)], s_ink, 1.2);
            var value = part * limit;
            canvas.Text((value > 0 ? "+" : "") + value.ToString("0.##", CultureInfo.InvariantCulture), x + Width + 12, at + 5, 11, s_ink);
        }

        canvas.Text(unit, x, y - 16, 12, s_ink);
    }

    private static void DrawScaleBar(Canvas canvas, double metresPerPixel, int mapWidth, int x, int y)
    {
        var length = Nice(metresPerPixel * mapWidth / 4, up: false);
        var pixels = length / metresPerPixel;
        canvas.Line([(x, y), (x, y + 8), (x + pixels, y + 8), (x + pixels, y)], s_ink, 1.6);
        var label = length >= 1000 ? $"{(length / 1000).ToString("0.#", CultureInfo.InvariantCulture)} km" : $"{length.ToString("0", CultureInfo.InvariantCulture)} m";
        canvas.Text(label, x + pixels + 10, y + 9, 11, s_ink);
    }

    private static void DrawNorthArrow(Canvas canvas, double x, double y)
    {
        canvas.Line([(x, y), (x, y - 44)], s_ink, 2);
        canvas.Line([(x - 8, y - 30), (x, y - 46), (x + 8, y - 30)], s_ink, 2);
        canvas.Text("N", x - 4.5, y - 54, 13, s_ink);
    }

    private static double NiceLimit(float[] values, bool[]? mask)
    {
        var sizes = values.Where((v, i) => float.IsFinite(v) && (mask is null || mask[i])).Select(v => (double)Math.Abs(v)).Order().ToArray();
        if (sizes.Length == 0)
        {
            throw new ArgumentException("no finite change to draw", nameof(values));
        }

        var size = sizes[(int)(0.98 * (sizes.Length - 1))];
        return size > 0 ? Nice(size, up: true) : 1;
    }

    /// <summary>The next round number: downwards 1, 2 or 5 times a power of ten, upwards in finer steps so that the colours are used.</summary>
    private static double Nice(double value, bool up)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] steps = up ? [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] : [1, 2, 5, 10];
        return power * (up ? steps.First(s => s * power >= value * 0.999999) : steps.Last(s => s * power <= value * 1.000001));
    }
}
