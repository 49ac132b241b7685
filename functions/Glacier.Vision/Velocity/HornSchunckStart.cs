using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Velocity;

/// <summary>The warm start of a flow network: Horn–Schunck as the <c>hs</c> method does it, and the pair that is left after it. The same in training and in use.</summary>
/// <remarks>RAFT's warm start (Teed and Deng 2020, section 4.3) begins with the flow of the previous frame; of two scenes there is none, but a classical one.</remarks>
public static class HornSchunckStart
{
    /// <summary>Planes of what the network sees of the start itself: two components and the outline.</summary>
    public const int Planes = 3;

    // brings a few pixels to about 1
    private const float FlowScale = 0.25f;
    private const float Limit = 4;

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
    /// <returns>First: the channels, the flow's components in units of 4 pixels, and the outline as 1 inside, −1 outside, 0 where none is known. Second: the channels fetched back.</returns>
    public static ImagePair Left(ImagePair pair, FlowField flow)
    {
        var count = FlowChannels.Names.Count;
        var region = new float[pair.Width * pair.Height];
        for (var i = 0; pair.Region is not null && i < region.Length; i++)
        {
            region[i] = pair.Region[i] ? 1 : -1;
        }

        return pair with
        {
            First = [.. pair.First.Take(count), Scaled(flow.X), Scaled(flow.Y), region],
            Second = [.. pair.Second.Take(count).Select(channel => FlowWarp.Back(channel, flow))],
        };
    }

    private static float[] Scaled(float[] displacement) => Array.ConvertAll(displacement, value => Math.Clamp(FlowScale * value, -Limit, Limit));
}
