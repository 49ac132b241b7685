using Glacier.Training.Data.Flow;
using Glacier.Training.Networks.Flow;

namespace Glacier.Training.Tests.Networks.Flow;

/// <summary>A RAFT that a test can train, and pairs of waves that moved by known amounts.</summary>
internal static class SmallRaft
{
    public static RaftOptions Options { get; } = new()
    {
        Downsampling = 4,
        Bottleneck = false,
        Stages = [8, 12, 16],
        Features = 16,
        Hidden = 16,
        Context = 8,
        Levels = 2,
        Radius = 2,
        CorrelationChannels = [16],
        FlowChannels = [8, 8],
        Motion = 16,
        Head = 16,
    };

    /// <summary>Sums of waves of many directions; each pair moves by (dx, dy) as a whole. Exact at any fraction of a pixel.</summary>
    public static FlowBatch Waves(int side, int seed, params (float X, float Y)[] shifts)
    {
        var size = side * side;
        var batch = new FlowBatch(shifts.Length, side, new float[shifts.Length * 3 * size], new float[shifts.Length * 3 * size], new float[shifts.Length * 2 * size], new float[shifts.Length * size]);
        for (var pair = 0; pair < shifts.Length; pair++)
        {
            var random = new Random(seed + pair);
            var waves = Enumerable.Range(0, 24).Select(_ => (Angle: random.NextDouble() * Math.Tau, Length: 5 + (20 * random.NextDouble()), Phase: random.NextDouble() * Math.Tau)).ToArray();
            var (dx, dy) = shifts[pair];
            for (var i = 0; i < size; i++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    batch.First[(((pair * 3) + channel) * size) + i] = Value(i % side, i / side, channel);
                    batch.Second[(((pair * 3) + channel) * size) + i] = Value((i % side) - dx, (i / side) - dy, channel);
                }

                batch.Flow[(pair * 2 * size) + i] = dx;
                batch.Flow[(((pair * 2) + 1) * size) + i] = dy;
                batch.Weight[(pair * size) + i] = 1;
            }

            float Value(double x, double y, int channel)
            {
                var sum = 0.0;
                foreach (var (angle, length, phase) in waves)
                {
                    sum += Math.Sin((Math.Tau / length * ((x * Math.Cos(angle)) + (y * Math.Sin(angle)))) + phase + (channel * 1.7));
                }

                return (float)(sum * 0.12);
            }
        }

        return batch;
    }
}
