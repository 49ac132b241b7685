using System.Numerics;
using System.Runtime.Intrinsics;

namespace Glacier.Terrain.Views;

/// <summary>Value noise in space, eight octaves at once, one per vector lane; deterministic and fixed to the world.</summary>
public readonly struct Noise
{
    private static readonly Vector256<float> LaneShift = Vector256.Create(0f, 17.3f, 39.1f, 71.9f, 113.7f, 157.3f, 211.9f, 269.3f);

    private readonly Vector256<float> _frequency;
    private readonly Vector256<float> _weight;
    private readonly Vector256<int> _seed;
    private readonly float _total;

    /// <summary>Octaves from a largest wavelength downwards.</summary>
    /// <param name="wavelength">Of the first octave, metres.</param>
    /// <param name="gain">Amplitude of an octave relative to the one before.</param>
    /// <param name="seed">Seed.</param>
    public Noise(float wavelength, float gain, int seed)
    {
        Span<float> frequency = stackalloc float[8];
        Span<float> weight = stackalloc float[8];
        for (var i = 0; i < 8; i++)
        {
            frequency[i] = MathF.Pow(2.03f, i) / wavelength;
            weight[i] = MathF.Pow(gain, i);
            _total += weight[i];
        }

        _frequency = Vector256.Create<float>(frequency);
        _weight = Vector256.Create<float>(weight);
        _seed = Vector256.Create(seed * 7919) + Vector256.Create(0, 101, 211, 307, 401, 503, 601, 701);
    }

    /// <summary>Sum of the octaves in −1 … 1 and its gradient per metre; octaves finer than a footprint fade out.</summary>
    public float At(Vector3 p, float footprint, out Vector3 gradient)
    {
        var fade = Vector256.Min(Vector256<float>.One, Vector256.Max(Vector256<float>.Zero, Vector256.Create(1.6f) - (_frequency * (2.4f * footprint))));
        var weight = _weight * fade * (1 / _total);
        var x = (_frequency * p.X) + LaneShift;
        var y = (_frequency * p.Y) + LaneShift;
        var z = (_frequency * p.Z) + LaneShift;
        var (fx, fy, fz) = (Vector256.Floor(x), Vector256.Floor(y), Vector256.Floor(z));
        var ix = Vector256.ConvertToInt32(fx) * 0x27d4eb2d;
        var iy = Vector256.ConvertToInt32(fy) * 0x165667b1;
        var iz = (Vector256.ConvertToInt32(fz) * unchecked((int)0x9e3779b1)) + _seed;
        var jx = ix + Vector256.Create(0x27d4eb2d);
        var jy = iy + Vector256.Create(0x165667b1);
        var jz = iz + Vector256.Create(unchecked((int)0x9e3779b1));
        (x, y, z) = (x - fx, y - fy, z - fz);
        var (u, v, w) = (Fade(x), Fade(y), Fade(z));
        var (a, b, c, d) = (Hash(ix, iy, iz), Hash(jx, iy, iz), Hash(ix, jy, iz), Hash(jx, jy, iz));
        var (e, f, g, h) = (Hash(ix, iy, jz), Hash(jx, iy, jz), Hash(ix, jy, jz), Hash(jx, jy, jz));
        var k1 = b - a;
        var k2 = c - a;
        var k3 = e - a;
        var k4 = a - b - c + d;
        var k5 = a - c - e + g;
        var k6 = a - b - e + f;
        var k7 = -a + b + c - d + e - f - g + h;
        var value = a + (k1 * u) + (k2 * v) + (k3 * w) + (k4 * u * v) + (k5 * v * w) + (k6 * w * u) + (k7 * u * v * w);
        var slope = weight * _frequency;
        gradient = new Vector3(
            Vector256.Sum(slope * Derivative(x) * (k1 + (k4 * v) + (k6 * w) + (k7 * v * w))),
            Vector256.Sum(slope * Derivative(y) * (k2 + (k4 * u) + (k5 * w) + (k7 * u * w))),
            Vector256.Sum(slope * Derivative(z) * (k3 + (k5 * v) + (k6 * u) + (k7 * u * v))));
        return Vector256.Sum(weight * value);
    }

    /// <summary>Sum of the octaves in −1 … 1.</summary>
    public float At(Vector3 p, float footprint = 0) => At(p, footprint, out _);

    private static Vector256<float> Fade(Vector256<float> t) => t * t * t * ((t * ((t * 6) - Vector256.Create(15f))) + Vector256.Create(10f));

    private static Vector256<float> Derivative(Vector256<float> t) => t * t * ((t * (t - Vector256.Create(2f))) + Vector256<float>.One) * 30;

    private static Vector256<float> Hash(Vector256<int> x, Vector256<int> y, Vector256<int> z)
    {
        var h = x ^ y ^ z;
        h = (h ^ Vector256.ShiftRightLogical(h, 15)) * unchecked((int)0x85ebca6b);
        h ^= Vector256.ShiftRightLogical(h, 13);
        return Vector256.ConvertToSingle(h & Vector256.Create(0xffff)) * (2f / 65535) - Vector256<float>.One;
    }
}
