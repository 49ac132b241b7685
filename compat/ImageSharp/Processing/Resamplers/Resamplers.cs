namespace SixLabors.ImageSharp.Processing.Processors.Transforms;

/// <summary>A kernel of resampling: its half width and its weight at a distance, in pixels.</summary>
public interface IResampler
{
    float Radius { get; }

    float GetValue(float x);
}

/// <summary>Keys' cubic convolution with a = −1/2.</summary>
public readonly struct BicubicResampler : IResampler
{
    public float Radius => 2;

    public float GetValue(float x)
    {
        const float A = -0.5f;
        x = Math.Abs(x);
        return x <= 1 ? (((((A + 2) * x) - (A + 3)) * x) * x) + 1
            : x < 2 ? A * ((((((x - 5) * x) + 8) * x)) - 4)
            : 0;
    }
}

public readonly struct BoxResampler : IResampler
{
    public float Radius => 0.5f;

    public float GetValue(float x) => x is > -0.5f and <= 0.5f ? 1 : 0;
}

public readonly struct TriangleResampler : IResampler
{
    public float Radius => 1;

    public float GetValue(float x) => Math.Max(0, 1 - Math.Abs(x));
}

public readonly struct NearestNeighborResampler : IResampler
{
    public float Radius => 1;

    public float GetValue(float x) => x;
}

public readonly struct LanczosResampler(float radius) : IResampler
{
    public static readonly LanczosResampler Lanczos2 = new(2);
    public static readonly LanczosResampler Lanczos3 = new(3);

    public float Radius { get; } = radius;

    public float GetValue(float x) => Math.Abs(x) < Radius ? Sinc(x) * Sinc(x / Radius) : 0;

    private static float Sinc(float x) => Math.Abs(x) < 1e-5f ? 1 : MathF.Sin(MathF.PI * x) / (MathF.PI * x);
}

/// <summary>The two-parameter cubics of Mitchell and Netravali (1988).</summary>
public readonly struct CubicResampler(float radius, float bspline, float cardinal) : IResampler
{
    public static readonly CubicResampler CatmullRom = new(2, 0, 0.5f);
    public static readonly CubicResampler MitchellNetravali = new(2, 1 / 3f, 1 / 3f);

    public float Radius { get; } = radius;

    public float GetValue(float x)
    {
        var (b, c) = (bspline, cardinal);
        x = Math.Abs(x);
        return x < 1 ? ((((12 - (9 * b) - (6 * c)) * x * x * x) + ((-18 + (12 * b) + (6 * c)) * x * x) + 6 - (2 * b)) / 6)
            : x < 2 ? (((-b - (6 * c)) * x * x * x) + (((6 * b) + (30 * c)) * x * x) + (((-12 * b) - (48 * c)) * x) + (8 * b) + (24 * c)) / 6
            : 0;
    }
}
