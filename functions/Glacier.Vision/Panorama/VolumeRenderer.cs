using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glacier.Vision.Panorama;

/// <summary>How rays are sampled.</summary>
/// <param name="Samples">Samples a ray, 1 to 1,024; the paper takes 100.</param>
/// <param name="Length">Metres from the eye to the end of each ray.</param>
public sealed record VolumeOptions(int Samples, double Length);

/// <summary>What a volume looks like, per pixel, row-major from the top left.</summary>
/// <param name="Rgb">Three a pixel: colour times opacity, linear.</param>
/// <param name="Opacity">0 where the ray passes through, 1 where nothing does.</param>
/// <param name="Depth">Metres: the sum of weight × distance, not divided by the opacity, as the render network takes it.</param>
public sealed record VolumePicture(float[] Rgb, float[] Opacity, float[] Depth);

/// <summary>
/// Marches rays through a density field (Max 1995; Mildenhall et al. 2020, equation 3): opacity of a step 1 − exp(−σδ), transmittance the exponential of the sum
/// before it. Eight samples at once; nothing is skipped and no ray ends early, so the time does not depend on what is seen.
/// </summary>
public static class VolumeRenderer
{
    /// <summary>Renders what an eye in the tile sees.</summary>
    /// <param name="field">Densities and colours.</param>
    /// <param name="camera">The camera: its map coordinates count from the middle of the tile, its elevation from the ground.</param>
    /// <param name="options">Sampling.</param>
    /// <exception cref="ArgumentException">No sample, or a length that is not positive.</exception>
    public static VolumePicture Render(DensityField field, PanoramaCamera camera, VolumeOptions options)
    {
        if (options.Samples is < 1 or > 1024 || !(options.Length > 0))
        {
            throw new ArgumentException(FormattableString.Invariant($"{options.Samples} samples over {options.Length} m; expected 1 to 1024 and a positive length"), nameof(options));
        }

        var (width, height) = (camera.Width, camera.Height);
        var picture = new VolumePicture(new float[3 * width * height], new float[width * height], new float[width * height]);
        var rays = camera.Rays();
        Parallel.For(0, height, row =>
        {
            Span<float> thickness = stackalloc float[(options.Samples + 7) & ~7];
            for (var column = 0; column < width; column++)
            {
                var (x, y, z) = rays.Direction(column + 0.5, row + 0.5);
                March(field, camera, options, ((float)x, (float)y, (float)z), thickness, picture, (row * width) + column);
            }
        });
        return picture;
    }

    private static void March(
        DensityField field, PanoramaCamera camera, VolumeOptions options, (float X, float Y, float Z) direction, Span<float> thickness, VolumePicture picture, int pixel)
    {
        var step = (float)(options.Length / options.Samples);
        // cell coordinates in the padded field as linear functions of the distance
        var cells = new Vector3((float)(field.Columns / field.Side), (float)(-field.Rows / field.Side), (float)(field.Slices / field.Top));
        var start = new Vector3(
            (float)((camera.EyeX * cells.X) + (field.Columns / 2.0) + 0.5), (float)((camera.EyeY * cells.Y) + (field.Rows / 2.0) + 0.5), (float)((camera.EyeZ * cells.Z) + 0.5));
        var pace = new Vector3(direction.X, direction.Y, direction.Z) * cells;
        Thicknesses(field, start, pace, step, thickness);
        ref var colours = ref MemoryMarshal.GetArrayDataReference(field.Colours);
        var across = field.Columns + 2;
        var (transmittance, depth) = (1f, 0f);
        var sum = Vector4.Zero;
        for (var i = 0; i < options.Samples; i++)
        {
            var opacity = thickness[i];
            var weight = transmittance * opacity;
            transmittance -= weight;
            var distance = (i + 0.5f) * step;
            depth += weight * distance;
            var u = Math.Clamp(start.X + (distance * pace.X), 0, field.Columns + 0.9999f);
            var v = Math.Clamp(start.Y + (distance * pace.Y), 0, field.Rows + 0.9999f);
            var (c, r) = ((int)u, (int)v);
            ref var at = ref Unsafe.Add(ref colours, 4 * ((r * across) + c));
            var above = Mix(Vector128.LoadUnsafe(ref at), Vector128.LoadUnsafe(ref at, 4), u - c);
            var below = Mix(Vector128.LoadUnsafe(ref at, (nuint)(4 * across)), Vector128.LoadUnsafe(ref at, (nuint)((4 * across) + 4)), u - c);
            sum += weight * Mix(above, below, v - r).AsVector4();
        }

        picture.Rgb[3 * pixel] = sum.X;
        picture.Rgb[(3 * pixel) + 1] = sum.Y;
        picture.Rgb[(3 * pixel) + 2] = sum.Z;
        picture.Opacity[pixel] = 1 - transmittance;
        picture.Depth[pixel] = depth;
    }

    private static Vector128<float> Mix(Vector128<float> a, Vector128<float> b, float t) => a + ((b - a) * t);

    // opacity of every step, eight at a time
    private static void Thicknesses(DensityField field, Vector3 start, Vector3 pace, float step, Span<float> opacities)
    {
        var padded = field.Padded;
        var up = field.Slices + 2;
        var line = up * (field.Columns + 2);
        var (lastU, lastV, lastW) = (Vector256.Create(field.Columns + 0.9999f), Vector256.Create(field.Rows + 0.9999f), Vector256.Create(field.Slices + 0.9999f));
        var offsets = (Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(0.5f)) * step;
        for (var i = 0; i < opacities.Length; i += 8)
        {
            var s = offsets + Vector256.Create(i * step);
            var u = Vector256.Min(Vector256.Max(Vector256.Create(start.X) + (s * pace.X), Vector256<float>.Zero), lastU);
            var v = Vector256.Min(Vector256.Max(Vector256.Create(start.Y) + (s * pace.Y), Vector256<float>.Zero), lastV);
            var w = Vector256.Min(Vector256.Max(Vector256.Create(start.Z) + (s * pace.Z), Vector256<float>.Zero), lastW);
            var (fu, fv, fw) = (Vector256.Floor(u), Vector256.Floor(v), Vector256.Floor(w));
            var index = (Vector256.ConvertToInt32(fv) * line) + (Vector256.ConvertToInt32(fu) * up) + Vector256.ConvertToInt32(fw);
            (u, v, w) = (u - fu, v - fv, w - fw);
            var northWest = Upright(padded, index, w);
            var northEast = Upright(padded, index + Vector256.Create(up), w);
            var southWest = Upright(padded, index + Vector256.Create(line), w);
            var southEast = Upright(padded, index + Vector256.Create(line + up), w);
            var north = northWest + ((northEast - northWest) * u);
            var south = southWest + ((southEast - southWest) * u);
            var density = north + ((south - north) * v);
            // below a hundredth the difference from 1 loses its digits: three terms of the series
            var thickness = density * step;
            var thin = thickness * (Vector256<float>.One - (thickness * (Vector256.Create(0.5f) - (thickness * (1 / 6f)))));
            Vector256.ConditionalSelect(Vector256.LessThan(thickness, Vector256.Create(0.01f)), thin, Vector256<float>.One - Vector256.Exp(-thickness)).CopyTo(opacities[i..]);
        }
    }

    private static Vector256<float> Upright(float[] values, Vector256<int> index, Vector256<float> part)
    {
        var low = Gather(values, index);
        return low + ((Gather(values, index + Vector256<int>.One) - low) * part);
    }

    private static unsafe Vector256<float> Gather(float[] values, Vector256<int> index)
    {
        if (Avx2.IsSupported)
        {
            fixed (float* start = values)
            {
                return Avx2.GatherVector256(start, index, 4);
            }
        }

        return Vector256.Create(values[index[0]], values[index[1]], values[index[2]], values[index[3]], values[index[4]], values[index[5]], values[index[6]], values[index[7]]);
    }
}
