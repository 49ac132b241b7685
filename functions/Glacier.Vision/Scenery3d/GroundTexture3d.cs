using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Scenery3d;

/// <summary>Noise that lives on the ground: eight octaves fixed to the world, of which a pixel gets those that it can resolve, at the same strength near and far.</summary>
/// <param name="seed">Another seed is another ground.</param>
internal readonly struct GroundTexture3d(int seed)
{
    private const int Octaves = 8;
    private const float Longest = 1400;
    private const float Gain = 1.35f;

    // ratio of frequencies, and where an octave begins to fade, both as Noise has them
    private const float Ratio = 2.03f;

    private readonly Noise _noise = new(Longest, Gain, seed);

    /// <summary>Value of about unit variance, and its gradient per metre times the shortest wavelength seen.</summary>
    /// <param name="place">Map position and elevation, metres, relative to any fixed point.</param>
    /// <param name="footprint">Extent of a pixel on the ground, metres.</param>
    public (float Value, Vector2 Slope) At(Vector3 place, float footprint)
    {
        var (total, power, shortest) = (0f, 0f, Longest);
        var (weight, frequency) = (1f, 1 / Longest);
        for (var i = 0; i < Octaves; i++)
        {
            var fade = Math.Clamp(1.6f - (2.4f * footprint * frequency), 0, 1);
            total += weight;
            power += weight * weight * fade * fade;
            shortest = fade > 0.5f ? 1 / frequency : shortest;
            (weight, frequency) = (weight * Gain, frequency * Ratio);
        }

        // a lattice of uniform values in −1 … 1, interpolated, has a deviation of about 0.3
        var scale = total / (0.3f * MathF.Sqrt(power + 1e-6f));
        var value = _noise.At(place, footprint, out var gradient);
        return (Math.Clamp(value * scale, -3, 3), new Vector2(gradient.X, gradient.Y) * (scale * shortest * 0.15f));
    }
}
