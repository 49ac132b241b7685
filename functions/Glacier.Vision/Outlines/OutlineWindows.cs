namespace Glacier.Vision.Outlines;

/// <summary>A batch of square windows of a scene.</summary>
/// <param name="Count">Windows, N.</param>
/// <param name="Side">Pixels of a side, S.</param>
/// <param name="Channels">Names of the C channels, in order.</param>
/// <param name="Values">[N, C, S, S]: physical with NaN where unknown, or normalised with 0 there (<see cref="Normalized"/>).</param>
/// <param name="Present">[N, C]: 1 where the scene has the channel, 0 where it is absent.</param>
/// <param name="Location">[N, 4]: sine and cosine of the latitude and of the longitude of the window's centre; zeros where unknown.</param>
public sealed record OutlineWindows(int Count, int Side, IReadOnlyList<string> Channels, float[] Values, float[] Present, float[] Location)
{
    /// <summary>The same windows with every channel through <see cref="OutlineChannels.Normalize"/>; absent channels are 0.</summary>
    public OutlineWindows Normalized()
    {
        var normalized = new float[Values.Length];
        var plane = Side * Side;
        Parallel.For(0, Count * Channels.Count, k =>
        {
            if (Present[k] != 0)
            {
                OutlineChannels.Normalize(Channels[k % Channels.Count], Values.AsSpan(k * plane, plane), normalized.AsSpan(k * plane, plane));
            }
        });
        return this with { Values = normalized };
    }
}

/// <summary>A network over normalised windows.</summary>
/// <param name="windows">Normalised windows.</param>
/// <returns>Logits [N, 2, S, S]: channel 0 no ice, 1 ice.</returns>
public delegate float[] OutlineNetwork(OutlineWindows windows);
