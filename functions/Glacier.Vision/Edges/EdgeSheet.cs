using Glacier.Vision.Pictures;

namespace Glacier.Vision.Edges;

/// <summary>A contact sheet: all eight edge filters of one picture, named.</summary>
public static class EdgeSheet
{
    private const int Gap = 12;
    private const int CaptionHeight = 26;
    private const int SmallestTile = 240;
    private const int LargestTile = 480;

    private static readonly (byte, byte, byte) s_paper = (24, 26, 30);
    private static readonly (byte, byte, byte) s_ink = (225, 228, 232);

    /// <summary>Name of a filter as the command line writes it, with its settings.</summary>
    public static string Caption(EdgeFilterOptions options)
    {
        var name = options.Method switch
        {
            EdgeMethod.Canny => FormattableString.Invariant($"canny {options.LowThreshold:0.##} / {options.HighThreshold:0.##}{(options.L2 ? " L2" : "")}"),
            EdgeMethod.SobelX => $"sobel-x {options.SobelSize} x {options.SobelSize}",
            EdgeMethod.SobelY => $"sobel-y {options.SobelSize} x {options.SobelSize}",
            _ => $"sobel-xy {options.SobelSize} x {options.SobelSize}",
        };
        return options.Blur ? $"{name}, blur {options.BlurSize} x {options.BlurSize}" : name;
    }

    /// <summary>Draws the sheet: the four detectors in columns, plain above, blurred below.</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">Settings of all eight; its method and blur are not looked at.</param>
    public static Canvas Draw(byte[] rgb, int width, int height, EdgeFilterOptions options)
    {
        PictureSize.Check(rgb, width, height, 3);
        var grey = Luma.Of(rgb);
        var scale = width < SmallestTile ? (SmallestTile + width - 1) / width : Math.Min(1, LargestTile / (double)width);
        var (tileWidth, tileHeight) = ((int)Math.Round(width * scale), Math.Max(1, (int)Math.Round(height * scale)));
        var sheet = new Canvas((4 * tileWidth) + (5 * Gap), (2 * (tileHeight + CaptionHeight)) + (3 * Gap), s_paper);
        foreach (var (filter, i) in options.Eight.Select((filter, i) => (filter, i)))
        {
            var (left, top) = (Gap + ((i % 4) * (tileWidth + Gap)), Gap + ((i / 4) * (tileHeight + CaptionHeight + Gap)));
            var edges = EdgeFilter.Apply(grey, width, height, filter);
            Put(sheet, scale > 1 ? edges : Reduced(edges, width, height, tileWidth, tileHeight), scale > 1 ? (int)scale : 1, left, top, tileWidth, tileHeight);
            sheet.Text(Caption(filter), left, top + tileHeight + CaptionHeight - 9, 9, s_ink);
        }

        return sheet;
    }

    private static byte[] Reduced(byte[] grey, int width, int height, int toWidth, int toHeight)
    {
        var colour = PictureScaling.Resize([.. grey.SelectMany(value => new[] { value, value, value })], width, height, toWidth, toHeight);
        return [.. Enumerable.Range(0, toWidth * toHeight).Select(i => colour[3 * i])];
    }

    private static void Put(Canvas sheet, byte[] grey, int times, int left, int top, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                sheet.Rgb.AsSpan(3 * (((top + y) * sheet.Width) + left + x), 3).Fill(grey[((y / times) * (width / times)) + (x / times)]);
            }
        }
    }
}
