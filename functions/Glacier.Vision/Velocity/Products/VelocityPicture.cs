using System.Globalization;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Velocity.Products;

/// <summary>Quicklook of a velocity map: speed in colours over the image, arrows along the flow, colour bar, scale bar.</summary>
public static class VelocityPicture
{
    private const int LargestMap = 1100, Margin = 16, Head = 46, Foot = 34, Side = 118;

    private static readonly (byte, byte, byte) s_ink = (30, 30, 30);

    /// <summary>Draws the map.</summary>
    /// <param name="map">Velocities; without any the image alone is drawn.</param>
    /// <param name="image">Image behind, on the same grid.</param>
    /// <param name="title">Above the map.</param>
    public static Canvas Draw(VelocityMap map, Raster image, string title)
    {
        var scale = Math.Min((double)LargestMap / Math.Max(map.Grid.Width, map.Grid.Height), 3);
        var (width, height) = ((int)(map.Grid.Width * scale), (int)(map.Grid.Height * scale));
        var canvas = new Canvas(width + (2 * Margin) + Side, height + Head + Foot);
        var limit = Limit(map.V);
        DrawMap(canvas, map, image, limit, scale, width, height);
        DrawArrows(canvas, map, limit, scale, width, height);
        canvas.Line([(Margin, Head), (Margin + width, Head), (Margin + width, Head + height), (Margin, Head + height), (Margin, Head)], s_ink, 1.2);
        canvas.Text(title, Margin, 31, 15, s_ink);
        DrawColourBar(canvas, limit, Margin + width + 20, Head + 34, Math.Min(height - 50, 360));
        DrawScaleBar(canvas, map.Grid.Transform.PixelWidth / scale, width, Head + height + 8);
        return canvas;
    }

    /// <summary>Draws the map into a PNG that says what it is.</summary>
    /// <inheritdoc cref="Draw"/>
    public static void SavePng(VelocityMap map, Raster image, string path, string title)
    {
        var canvas = Draw(map, image, title);
        SyntheticPicture.SavePng(canvas.Rgb, canvas.Width, canvas.Height, path, new PictureCaption(title, "Ice surface speed over a satellite image", "map of ice velocity", "dataDrivenMedia"));
    }

    private static double Limit(float[] speeds)
    {
        var known = speeds.Where(float.IsFinite).Order().ToArray();
        if (known.Length == 0)
        {
            return 0;
        }

        var high = Math.Max((double)known[(int)(0.98 * (known.Length - 1))], 1e-3);
        var power = Math.Pow(10, Math.Floor(Math.Log10(high)));
        return power * ((double[])[1, 1.5, 2, 3, 4, 5, 6, 8, 10]).First(step => step * power >= high * 0.999);
    }

    private static void DrawMap(Canvas canvas, VelocityMap map, Raster image, double limit, double scale, int width, int height)
    {
        var sample = image.Values.Where((v, i) => i % 13 == 0 && float.IsFinite(v)).Order().ToArray();
        var (low, high) = sample.Length == 0 ? (0f, 1f) : (sample[(int)(0.01 * (sample.Length - 1))], sample[(int)(0.99 * (sample.Length - 1))]);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = ((int)(y / scale) * map.Grid.Width) + (int)(x / scale);
                var light = float.IsFinite(image.Values[i]) ? Math.Clamp((image.Values[i] - low) / Math.Max(high - low, 1e-6f), 0, 1) : 0;
                var grey = float.IsFinite(image.Values[i]) ? (byte)(40 + (200 * light)) : (byte)255;
                canvas.Blend(Margin + x, Head + y, (grey, grey, grey), 1);
                if (limit > 0 && float.IsFinite(map.V[i]))
                {
                    var (r, g, b) = ColourMap.Sequential.At(map.V[i] / limit);
                    var shade = 0.8 + (0.2 * light);
                    canvas.Blend(Margin + x, Head + y, ((byte)(r * shade), (byte)(g * shade), (byte)(b * shade)), 0.8);
                }
            }
        }
    }

    private static void DrawArrows(Canvas canvas, VelocityMap map, double limit, double scale, int width, int height)
    {
        var spacing = Math.Max(width / 26, 18);
        for (var y = spacing / 2; y < height; y += spacing)
        {
            for (var x = spacing / 2; x < width; x += spacing)
            {
                var i = ((int)(y / scale) * map.Grid.Width) + (int)(x / scale);
                if (!(limit > 0 && map.V[i] > 0.04 * limit))
                {
                    continue;
                }

                var length = spacing * (0.25 + (0.75 * Math.Min(map.V[i] / limit, 1)));
                var (dx, dy) = (map.Vx[i] / map.V[i], -map.Vy[i] / map.V[i]);
                var (tipX, tipY) = (Margin + x + (0.5 * length * dx), Head + y + (0.5 * length * dy));
                var head = Math.Max(0.3 * length, 3);
                (double, double)[] shaft = [(tipX - (length * dx), tipY - (length * dy)), (tipX, tipY)];
                (double, double)[] barbs =
                [
                    (tipX - (head * ((0.87 * dx) - (0.5 * dy))), tipY - (head * ((0.87 * dy) + (0.5 * dx)))), (tipX, tipY),
                    (tipX - (head * ((0.87 * dx) + (0.5 * dy))), tipY - (head * ((0.87 * dy) - (0.5 * dx)))),
                ];

                // dark under light, so that they read on any colour
                canvas.Line(shaft, s_ink, 3);
                canvas.Line(barbs, s_ink, 3);
                canvas.Line(shaft, (255, 255, 255), 1.4);
                canvas.Line(barbs, (255, 255, 255), 1.4);
            }
        }
    }

    private static void DrawColourBar(Canvas canvas, double limit, int x, int y, int height)
    {
        canvas.Text(limit > 0 ? "m/yr" : "no velocity", x, y - 12, 12, s_ink);
        for (var row = 0; row < height && limit > 0; row++)
        {
            canvas.Fill(x, y + row, 20, 1, ColourMap.Sequential.At(1 - ((row + 0.5) / height)));
        }

        for (var k = 0; k <= 4 && limit > 0; k++)
        {
            var at = y + ((1 - (k / 4.0)) * height);
            canvas.Line([(x + 20, at), (x + 25, at)], s_ink, 1.2);
            canvas.Text((limit * k / 4).ToString("0.##", CultureInfo.InvariantCulture), x + 30, at + 5, 11, s_ink);
        }
    }

    private static void DrawScaleBar(Canvas canvas, double metresPerPixel, int width, int y)
    {
        var most = metresPerPixel * width / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        var length = power * ((double[])[1, 2, 5]).Last(step => step * power <= most);
        var end = Margin + (length / metresPerPixel);
        canvas.Line([(Margin, y), (Margin, y + 8), (end, y + 8), (end, y)], s_ink, 1.6);
        var label = length >= 1000 ? (length / 1000).ToString("0.#", CultureInfo.InvariantCulture) + " km" : length.ToString("0", CultureInfo.InvariantCulture) + " m";
        canvas.Text(label, end + 10, y + 10, 11, s_ink);
    }
}
