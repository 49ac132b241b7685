using Glacier.Terrain.Views;

namespace Glacier.Vision.Scenery;

/// <summary>How a photograph-like picture is made.</summary>
/// <param name="StyleSeed">Which style — weather, season, light —, as <see cref="SceneryModel.Style"/> numbers them.</param>
/// <param name="Truncation">How far styles stray from the mean one, 0 to 1.</param>
/// <param name="Style">A style code read off a reference photograph; null takes the seed's.</param>
/// <param name="Reduction">Pixels of the view across and down per pixel that the network paints; null: as many as make its painting some 400 pixels wide, on which mountains have the size they
/// have in the photographs it learned from.</param>
/// <param name="Relief">How much of the DEM's own fine shading is laid over the network's picture, 0 none, 1 all of it.</param>
public sealed record PhotoStyleOptions(int StyleSeed = PhotoStyleOptions.DefaultSeed, double Truncation = 0.7, float[]? Style = null, int? Reduction = null, double Relief = 0.7)
{
    /// <summary>The look taken where none is asked for: a clear day, chosen by eye among the bundled generator's typical styles.</summary>
    public const int DefaultSeed = 6;

    /// <summary>Pixels of a view, across and down, per painted pixel.</summary>
    /// <param name="width">Columns of the view.</param>
    public int ReductionOf(int width) => Reduction ?? Math.Max(1, (int)Math.Round(width / 400.0));
}

/// <summary>
/// The style <c>photo</c>: a network paints what a camera would have seen, conditioned on the rendered DEM, at a part of the view's size; the DEM's geometry brings it to full size
/// (<see cref="GuidedUpsampling"/>) and its shading adds the relief finer than the network's pixels.
/// </summary>
public static class PhotoStyle
{
    /// <summary>Paints.</summary>
    /// <param name="view">What the camera sees.</param>
    /// <param name="survey">The same in survey style, at the view's size.</param>
    /// <param name="iceCover">Ice per pixel, 0 … 1, as <see cref="IceCover.Of"/> gives it.</param>
    /// <param name="model">The generator.</param>
    /// <param name="options">Style; null: the defaults.</param>
    /// <returns>width × height × 3 bytes, sRGB.</returns>
    /// <exception cref="ArgumentException">The survey picture has another size than the view, or the style another length than the model's.</exception>
    public static byte[] Render(View view, byte[] survey, float[] iceCover, SceneryModel model, PhotoStyleOptions? options = null)
    {
        options ??= new PhotoStyleOptions();
        var reduction = options.ReductionOf(view.Camera.Width);
        var maps = ViewConditions.Of(view, survey, iceCover, reduction);
        return Finish(model.Paint(maps, Look(model, options)), view, survey, reduction, options.Relief);
    }

    /// <summary>The style code that is asked for: the seed's, or the photograph's as far as bare land bears it.</summary>
    /// <param name="model">The generator, whose card has the typical styles.</param>
    /// <param name="options">The look.</param>
    public static float[] Look(SceneryModel model, PhotoStyleOptions options)
    {
        var style = model.Style(options.StyleSeed, options.Truncation);
        return options.Style is { } read ? LandTint.Limit(model, model.Held(read), style) : style;
    }

    /// <summary>A painting at the view's size, with the DEM's skyline and its finer relief.</summary>
    /// <param name="small">What a network painted, values of 0 … 255, sizes of <see cref="Reduction.Size"/>.</param>
    /// <param name="view">What the camera sees.</param>
    /// <param name="survey">The view in survey style; null: no relief is added.</param>
    /// <param name="reduction">Pixels of the view per painted pixel.</param>
    /// <param name="amount">How much of the relief.</param>
    /// <param name="coarsest">Coarsest relief that is added, painted pixels: what the painting does not have itself.</param>
    internal static byte[] Finish(float[] small, View view, byte[]? survey, int reduction, double amount, double coarsest = 1)
    {
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        var painted = GuidedUpsampling.Apply(small, reduction, view);
        var relief = survey is null ? null : FineShading(view, survey, coarsest * reduction);
        var picture = new byte[3 * width * height];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = (y * width) + x;
                var gain = relief is null ? 1 : 1 + (amount * (relief[pixel] - 1));
                for (var channel = 0; channel < 3; channel++)
                {
                    picture[(3 * pixel) + channel] = (byte)Math.Clamp((painted[(3 * pixel) + channel] * gain) + 0.5, 0, 255);
                }
            }
        });
        return picture;
    }

    /// <summary>Luminance of the survey picture against its own mean over so many pixels; 1 in the sky.</summary>
    private static float[] FineShading(View view, byte[] survey, double coarsest)
    {
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        var (grey, ground) = (new float[width * height], new float[width * height]);
        for (var i = 0; i < grey.Length; i++)
        {
            grey[i] = ((0.299f * survey[3 * i]) + (0.587f * survey[(3 * i) + 1]) + (0.114f * survey[(3 * i) + 2])) / 255;
            ground[i] = float.IsNaN(view.Depth[i]) ? 0 : 1;
        }

        var mean = GroundSmoothing.Apply(grey, ground, width, height, 0.75 * coarsest);
        for (var i = 0; i < grey.Length; i++)
        {
            grey[i] = ground[i] > 0 ? Math.Clamp((grey[i] + 0.05f) / (mean[i] + 0.05f), 0.6f, 1.6f) : 1;
        }

        return grey;
    }
}
