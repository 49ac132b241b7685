using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Velocity;

/// <summary>The warm start of a flow network: Horn–Schunck as the <c>hs</c> method does it, and the pair that is left after it. The same in training and in use.</summary>
/// <remarks>RAFT's warm start (Teed and Deng 2020, section 4.3) begins with the flow of the previous frame; of two scenes there is none, but a classical one.</remarks>
public static class HornSchunckStart
{
    /// <summary>Planes of what the network sees of the start itself.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["flow-x", "flow-y", "flow-deviation-x", "flow-deviation-y", "local-motion-x", "local-motion-y", "disagreement", "outline"];

    /// <summary>How many there are.</summary>
    public const int Planes = 8;

    // bring what is usual to about 1
    private const float FlowScale = 0.25f;
    private const float DeviationScale = 2;
    private const float DisagreementScale = 4;
    private const float Limit = 4;

    // an obstacle's bump in the flow is narrower than these surroundings, a glacier wider
    private const int Surroundings = 20;
    private const int Window = 3;

    // intensity's gradient per pixel, from the channels' scales
    private const float GradientScale = 1 / 3f;

    // noise in the squared gradients: where there is no texture the local motion is nothing
    private const float Texture = 0.002f;

    /// <summary>What a band is brought to: the network's channels, 0 where unknown, then the two that Horn–Schunck compares, NaN where unknown.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static IReadOnlyList<float[]> Channels(float[] band, int width, int height) =>
        [.. FlowChannels.Planes(band, width, height), .. Prefilter.Sobel.Channels(band, width, height)];

    /// <summary>Horn–Schunck between two images of <see cref="Channels"/>, by their last two planes.</summary>
    /// <param name="pair">Images and, where it is known, the outline.</param>
    /// <param name="largest">Displacements up to this many pixels must be found.</param>
    public static FlowField Estimate(ImagePair pair, double largest) => HornSchunck.Estimate(
        pair with { First = [.. pair.First.Skip(FlowChannels.Names.Count)], Second = [.. pair.Second.Skip(FlowChannels.Names.Count)] },
        new HornSchunckOptions(LargestDisplacement: largest)).Field;

    /// <summary>What the network is given after a flow.</summary>
    /// <param name="pair">Images whose first planes are the network's channels.</param>
    /// <param name="flow">The flow so far, known everywhere.</param>
    /// <returns>
    /// First: the channels, then <see cref="Names"/>: the flow in units of 4 pixels; its difference from the mean of the surroundings in units of half a pixel; what still moves within 7 × 7 pixels by least
    /// squares, pixels (Lucas and Kanade 1981); how far the images disagree there; the outline, 1 inside, −1 outside, 0 where none is known. Second: the channels fetched back.
    /// </returns>
    public static ImagePair Left(ImagePair pair, FlowField flow)
    {
        var (width, height, count) = (pair.Width, pair.Height, FlowChannels.Names.Count);
        var outline = new float[width * height];
        for (var i = 0; pair.Region is not null && i < outline.Length; i++)
        {
            outline[i] = pair.Region[i] ? 1 : -1;
        }

        float[][] second = [.. pair.Second.Take(count).Select(channel => FlowWarp.Back(channel, flow))];
        var (localX, localY, disagreement) = LocalMotion(pair.First, second[0], width, height);
        return pair with
        {
            First = [.. pair.First.Take(count), Scaled(flow.X, FlowScale), Scaled(flow.Y, FlowScale), Deviation(flow.X), Deviation(flow.Y), localX, localY, disagreement, outline],
            Second = second,
        };

        float[] Deviation(float[] values)
        {
            var means = Smoothing.BoxMean(values, width, height, Surroundings);
            for (var i = 0; i < means.Length; i++)
            {
                means[i] = Limited(DeviationScale * (values[i] - means[i]));
            }

            return means;
        }
    }

    private static (float[] X, float[] Y, float[] Disagreement) LocalMotion(IReadOnlyList<float[]> first, float[] second, int width, int height)
    {
        var size = width * height;
        var (xx, xy, yy, xt, yt, tt) = (new float[size], new float[size], new float[size], new float[size], new float[size], new float[size]);
        for (var i = 0; i < size; i++)
        {
            var (x, y, t) = (GradientScale * first[1][i], GradientScale * first[2][i], second[i] - first[0][i]);
            (xx[i], xy[i], yy[i], xt[i], yt[i], tt[i]) = (x * x, x * y, y * y, x * t, y * t, t * t);
        }

        (xx, xy, yy, xt, yt, tt) = (Mean(xx), Mean(xy), Mean(yy), Mean(xt), Mean(yt), Mean(tt));
        for (var i = 0; i < size; i++)
        {
            var (a, b, c) = (xx[i] + Texture, xy[i], yy[i] + Texture);
            var determinant = (a * c) - (b * b);
            (xt[i], yt[i]) = (Limited(((b * yt[i]) - (c * xt[i])) / determinant), Limited(((b * xt[i]) - (a * yt[i])) / determinant));
            tt[i] = Limited(DisagreementScale * MathF.Sqrt(Math.Max(tt[i], 0)));
        }

        return (xt, yt, tt);

        float[] Mean(float[] values) => Smoothing.BoxMean(values, width, height, Window);
    }

    private static float[] Scaled(float[] displacement, float scale) => Array.ConvertAll(displacement, value => Limited(scale * value));

    private static float Limited(float value) => Math.Clamp(value, -Limit, Limit);
}
