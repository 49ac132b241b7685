using Glacier.Terrain.Views;
using Glacier.Vision.Edges;

namespace Glacier.Vision.Scenery;

/// <summary>Condition maps of a rendered view of a DEM, on the common ground with photographs: the same edge filter, the same blur, the same luminance.</summary>
public static class ViewConditions
{
    // luminance at which ice is all debris and where it is clean
    private static readonly (float From, float To) s_debrisBrightness = (0.28f, 0.48f);

    // cover over which the outline runs: narrow, for a glacier's edge is sharp
    private static readonly (float From, float To) s_outlineWidth = (0.4f, 0.6f);

    /// <summary>The maps, at a part of the view's size.</summary>
    /// <param name="view">What the camera sees.</param>
    /// <param name="survey">The view in survey style, sRGB, at the view's size.</param>
    /// <param name="iceCover">Ice per pixel, 0 … 1, as <see cref="IceCover.Of"/> gives it.</param>
    /// <param name="reduction">How many pixels of the view, across and down, make one of the maps.</param>
    /// <param name="options">The filters; null: as for photographs of 128 pixels, whatever the size.</param>
    /// <returns>
    /// Maps of ⌈width / reduction⌉ × ⌈height / reduction⌉. contour: the edge filter on the survey picture, none inside the sky, and always the skyline; sky: where no ray meets ground;
    /// ice: where the ice mask says so unless debris darkens it, and snow outside; shade: luminance of the survey picture, blurred over the ground alone.
    /// </returns>
    /// <exception cref="ArgumentException">The picture has another size, or the reduction is below 1.</exception>
    public static ConditionMaps Of(View view, byte[] survey, float[] iceCover, int reduction = 1, PhotoConditionOptions? options = null)
    {
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        if (survey.Length != 3 * width * height || iceCover.Length != width * height || reduction < 1)
        {
            throw new ArgumentException($"survey picture of {survey.Length} bytes, ice cover of {iceCover.Length} pixels, reduction {reduction}; expected {3 * width * height} bytes ({width} × {height} × 3), {width * height} pixels and at least 1");
        }

        var small = Reduction.Picture(survey, width, height, reduction);
        var (columns, rows) = (Reduction.Size(width, reduction), Reduction.Size(height, reduction));
        var ground = Reduction.Fraction(pixel => !float.IsNaN(view.Depth[pixel]), width, height, reduction);
        var ice = Reduction.Mean(Array.ConvertAll(iceCover, cover => PhotoConditions.Step(cover, s_outlineWidth)), width, height, reduction);
        var sky = Array.ConvertAll(ground, share => share < 0.5f);
        // brighter than any rock that the survey style paints: outside the mask only snow is ice
        options ??= new PhotoConditionOptions(new EdgeFilterOptions(Blur: true, LowThreshold: 60, HighThreshold: 120), IceBrightness: (0.66f, 0.80f), IceSmoothing: 0.008 * 128 / columns, ShadeSmoothing: 0.025 * 128 / columns);
        var maps = PhotoConditions.Of(small, columns, rows, sky, options);
        for (var i = 0; i < sky.Length; i++)
        {
            var clean = PhotoConditions.Step(maps.Shade[i], s_debrisBrightness);
            maps.Ice[i] = sky[i] ? 0 : Math.Max(maps.Ice[i], ice[i] / Math.Max(ground[i], 1e-3f) * clean);
        }

        DrawSkyline(maps, sky);
        return maps;
    }

    // clouds give no contour; where ground and sky are alike the edge filter misses the skyline, which the view knows
    private static void DrawSkyline(ConditionMaps maps, bool[] sky)
    {
        for (var column = 0; column < maps.Width; column++)
        {
            for (var row = 0; row < maps.Height; row++)
            {
                var pixel = (row * maps.Width) + column;
                var above = row > 0 && sky[pixel - maps.Width];
                if (sky[pixel])
                {
                    var border = row < maps.Height - 1 && !sky[pixel + maps.Width];
                    maps.Contour[pixel] = border ? maps.Contour[pixel] : 0;
                }
                else if (above && maps.Contour[pixel - maps.Width] == 0 && (row == maps.Height - 1 || maps.Contour[pixel + maps.Width] == 0))
                {
                    maps.Contour[pixel] = 1;
                }
            }
        }
    }
}
