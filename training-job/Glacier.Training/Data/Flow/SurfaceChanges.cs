using Glacier.Terrain.Simulation;

namespace Glacier.Training.Data.Flow;

/// <summary>What changes between two images beside the motion: light, haze, shadows, snow, melt, clouds, sharpness, noise.</summary>
internal sealed class SurfaceChanges
{
    private const int BlobSide = 512;
    private const int NormalCount = 1 << 18;

    private readonly TextureCanvas _blobs;
    private readonly float[] _normals;

    public SurfaceChanges()
    {
        var noise = new GradientNoise(4711);
        var values = new float[BlobSide * BlobSide];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)noise.Fractal(i % BlobSide / 96.0, i / BlobSide / 96.0, 5);
        }

        var deviation = MathF.Sqrt(values.Average(v => v * v));
        _blobs = new TextureCanvas(BlobSide, BlobSide, Array.ConvertAll(values, v => v / deviation), 0.35);
        var random = new SeededRandom(4712);
        _normals = new float[NormalCount];
        for (var i = 0; i < NormalCount; i++)
        {
            // Box and Muller (1958)
            _normals[i] = (float)(Math.Sqrt(-2 * Math.Log(Math.Max(random.Unit(), 1e-12))) * Math.Cos(Math.Tau * random.Unit()));
        }
    }

    /// <summary>Changes a pair painted by <see cref="MovingScene"/>.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="patch">Images and weight are changed; the flow is not.</param>
    /// <param name="texture">Other surface that a part of the second image turns into; null: none.</param>
    /// <param name="strength">0 to 1.</param>
    public void Apply(SeededRandom random, FlowPatch patch, TextureCanvas? texture, double strength)
    {
        if (texture is not null && random.Unit() < 0.7)
        {
            Melt(random, patch, texture, 0.35 * strength * random.Unit());
        }

        if (random.Unit() < 0.3 * strength)
        {
            Snow(random, patch);
        }

        for (var image = 0; image < 2; image++)
        {
            if (random.Unit() < 0.25 * strength)
            {
                Shadow(random, image == 0 ? patch.First : patch.Second, patch.Side);
            }
        }

        Finish(random, patch, strength);
    }

    /// <summary>Light, clouds, sharpness and noise, for pairs that have changed otherwise already.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="patch">Images and weight are changed.</param>
    /// <param name="strength">0 to 1.</param>
    public void Finish(SeededRandom random, FlowPatch patch, double strength)
    {
        for (var image = 0; image < 2; image++)
        {
            var values = image == 0 ? patch.First : patch.Second;
            Light(random, values, patch.Side, strength);
            if (random.Unit() < 0.12 * strength)
            {
                Cloud(random, patch, values, image == 1);
            }

            if (random.Unit() < 0.4 * strength)
            {
                Blur(values, patch.Side, (float)(0.7 * random.Unit()));
            }

            Noise(random, values, (float)(strength * 0.03 * Math.Pow(random.Unit(), 2)));
            if (random.Unit() < 0.3 * strength)
            {
                Quantise(values, 120 + (200 * (float)random.Unit()));
            }
        }
    }

    private static void Melt(SeededRandom random, FlowPatch patch, TextureCanvas texture, double share)
    {
        var pose = CanvasPose.Draw(random, texture, patch.Side, 0, 1.3);
        var (values, side, part) = (patch.Second, patch.Side, (float)share);
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = pose.Of(i % side, i / side);
            var other = texture.Linear(x, y);
            values[i] += float.IsNaN(other) ? 0 : part * (other - 0.5f);
        }
    }

    // the same snow lies on both images and goes with the ice, but there is more or less of it on the second
    private void Snow(SeededRandom random, FlowPatch patch)
    {
        var pose = CanvasPose.Draw(random, _blobs, patch.Side, 12, 2.5);
        var side = patch.Side;
        var first = (float)(0.6 + (1.4 * random.Unit()));
        var second = first + (float)(0.5 * (random.Unit() - 0.4));
        for (var i = 0; i < patch.First.Length; i++)
        {
            var (column, row) = (i % side, i / side);
            var (x, y) = pose.Of(column + patch.X[i], row + patch.Y[i]);
            var depth = _blobs.Linear(x, y);
            var before = Covered(depth, first);
            patch.First[i] += before * (0.95f - patch.First[i]);
            patch.Weight[i] *= 1 - (0.5f * Math.Abs(before - Covered(depth, second)));
            (x, y) = pose.Of(column, row);
            var after = Covered(_blobs.Linear(x, y), second);
            patch.Second[i] += after * (0.95f - patch.Second[i]);
        }

        static float Covered(float depth, float least) => float.IsNaN(depth) ? 0 : Math.Clamp((depth - least) / 0.12f, 0, 0.9f);
    }

    private void Shadow(SeededRandom random, float[] values, int side)
    {
        var pose = CanvasPose.Draw(random, _blobs, side, 0, 1.5);
        var (least, dark, edge) = ((float)(0.7 + (1.2 * random.Unit())), (float)(0.25 + (0.4 * random.Unit())), (float)(0.05 + (0.3 * random.Unit())));
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = pose.Of(i % side, i / side);
            var depth = _blobs.Linear(x, y);
            values[i] *= depth > least ? 1 - (dark * Math.Min((depth - least) / edge, 1)) : 1;
        }
    }

    private void Light(SeededRandom random, float[] values, int side, double strength)
    {
        var pose = CanvasPose.Draw(random, _blobs, side, 0, 1.2);
        var (gain, haze, uneven) = ((float)(1 + (strength * 0.7 * (random.Unit() - 0.5))), (float)(0.15 * strength * random.Unit()), (float)(0.12 * strength * random.Unit()));
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = pose.Of(i % side, i / side);
            var light = _blobs.Linear(x, y);
            values[i] = (values[i] * gain * (1 + (float.IsNaN(light) ? 0 : uneven * light))) + haze;
        }
    }

    private void Cloud(SeededRandom random, FlowPatch patch, float[] values, bool later)
    {
        var side = patch.Side;
        var pose = CanvasPose.Draw(random, _blobs, side, 14, 2);
        var (least, soft, bright) = ((float)(0.2 + (1.3 * random.Unit())), (float)(0.3 + (0.9 * random.Unit())), (float)(0.75 + (0.4 * random.Unit())));
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = pose.Of(i % side, i / side);
            var opacity = Opacity(x, y);
            values[i] += opacity * (bright - values[i]);
            if (later)
            {
                // a pixel of the first image is hidden where it arrives
                (x, y) = pose.Of((i % side) + patch.X[i], (i / side) + patch.Y[i]);
                opacity = Opacity(x, y);
            }

            patch.Weight[i] *= 1 - opacity;
        }

        float Opacity(float x, float y)
        {
            var depth = _blobs.Linear(x, y);
            return float.IsNaN(depth) ? 0 : Math.Clamp((depth - least) / soft, 0, 1);
        }
    }

    // part of a 3 × 3 binomial mean
    private static void Blur(float[] values, int side, float part)
    {
        var rows = new float[values.Length];
        for (var pass = 0; pass < 2; pass++)
        {
            var (from, to, step) = pass == 0 ? (values, rows, 1) : (rows, values, side);
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = i < step || i >= from.Length - step ? from[i] : from[i] + (0.25f * part * (from[i - step] + from[i + step] - (2 * from[i])));
            }
        }
    }

    private void Noise(SeededRandom random, float[] values, float sigma)
    {
        var start = random.Below(NormalCount - values.Length);
        var normals = _normals.AsSpan(start, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += sigma * normals[i];
        }
    }

    private static void Quantise(float[] values, float levels)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Round(values[i] * levels) / levels;
        }
    }
}
