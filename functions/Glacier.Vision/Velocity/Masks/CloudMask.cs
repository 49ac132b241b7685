using Glacier.Terrain.Coregistration;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Masks;

/// <summary>Where two images cannot show the same ground: clouds, their shadows, fresh snow.</summary>
public static class CloudMask
{
    private const int Reach = 10;

    /// <summary>Brightness test: over about 20 pixels one image is much brighter than the other, beyond a common change of light.</summary>
    /// <param name="first">width × height values, NaN where unknown.</param>
    /// <param name="second">The other image.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>True where the difference of local means, scaled to the same median and spread, exceeds 3.5 NMAD of itself and one spread.</returns>
    public static bool[] ByBrightness(float[] first, float[] second, int width, int height)
    {
        var a = Standard(Smoothing.BoxMean(first, width, height, Reach));
        var b = Standard(Smoothing.BoxMean(second, width, height, Reach));
        var difference = new float[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            difference[i] = float.IsFinite(first[i] + second[i]) ? a[i] - b[i] : float.NaN;
        }

        var statistics = DifferenceStatistics.Of(difference);
        var limit = (float)Math.Max(3.5 * statistics.Nmad, 1);
        var middle = (float)statistics.Median;
        return Array.ConvertAll(difference, d => Math.Abs(d - middle) > limit);
    }

    /// <summary>Local-correlation test: how well the second image, fetched back by the flow, agrees with the first around each pixel.</summary>
    /// <param name="pair">Filtered images.</param>
    /// <param name="flow">Flow between them; unknown vectors count as no agreement.</param>
    /// <param name="radius">Reach of the window, pixels.</param>
    /// <returns>Correlation coefficient over all channels, −1 to 1, NaN where nothing is known.</returns>
    public static float[] LocalCorrelation(ImagePair pair, FlowField flow, int radius = 12)
    {
        var (width, height) = (pair.Width, pair.Height);
        var (products, firsts, seconds) = (new float[width * height], new float[width * height], new float[width * height]);
        for (var k = 0; k < pair.First.Count; k++)
        {
            var a = pair.First[k];
            var b = Fetched(pair.Second[k], width, height, flow);
            Rows.Bands(height, (from, to) =>
            {
                for (var i = from * width; i < to * width; i++)
                {
                    products[i] += a[i] * b[i];
                    firsts[i] += float.IsNaN(b[i]) ? float.NaN : a[i] * a[i];
                    seconds[i] += float.IsNaN(a[i]) ? float.NaN : b[i] * b[i];
                }
            });
        }

        // filtered images have no local mean to speak of
        var (p, f, s) = (Smoothing.BoxMean(products, width, height, radius), Smoothing.BoxMean(firsts, width, height, radius), Smoothing.BoxMean(seconds, width, height, radius));
        for (var i = 0; i < p.Length; i++)
        {
            p[i] /= MathF.Sqrt(Math.Max(f[i] * s[i], 1e-20f));
        }

        return p;
    }

    private static float[] Fetched(float[] values, int width, int height, FlowField flow)
    {
        var known = Array.ConvertAll(values, value => float.IsNaN(value) ? 0f : 1);
        var filled = Array.ConvertAll(values, value => float.IsNaN(value) ? 0 : value);
        var fetched = Bicubic.Warp(filled, width, height, flow.X, flow.Y);
        var seen = Bicubic.Warp(known, width, height, flow.X, flow.Y);
        for (var i = 0; i < fetched.Length; i++)
        {
            fetched[i] = seen[i] > 0.99f && float.IsFinite(flow.X[i]) ? fetched[i] : float.NaN;
        }

        return fetched;
    }

    private static float[] Standard(float[] values)
    {
        var statistics = DifferenceStatistics.Of(values);
        var (middle, spread) = ((float)statistics.Median, (float)Math.Max(statistics.StandardDeviation, 1e-12));
        return Array.ConvertAll(values, value => (value - middle) / spread);
    }
}
