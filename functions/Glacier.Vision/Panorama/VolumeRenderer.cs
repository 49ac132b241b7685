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
    public static VolumePicture Render(DensityField field, PanoramaCamera camera, VolumeOptions options) => Render(field, camera, options, Avx2.IsSupported);

    /// <summary>The same, with or without the processor's instruction that fetches scattered values.</summary>
    internal static VolumePicture Render(DensityField field, PanoramaCamera camera, VolumeOptions options, bool gathers)
    {
        if (options.Samples is < 1 or > 1024 || !(options.Length > 0))
        {
            throw new ArgumentException(FormattableString.Invariant($"{options.Samples} samples over {options.Length} m; expected 1 to 1024 and a positive length"), nameof(options));
        }

        var (width, height) = (camera.Width, camera.Height);
        var picture = new VolumePicture(new float[3 * width * height], new float[width * height], new float[width * height]);
        var rays = camera.Rays();
        var padded = (options.Samples + 7) & ~7;
        Parallel.For(0, height, row =>
        {
            Span<float> opacities = stackalloc float[padded];
            Span<float> east = stackalloc float[padded];
            Span<float> south = stackalloc float[padded];
            Span<int> columns = stackalloc int[padded];
            for (var column = 0; column < width; column++)
            {
                var (x, y, z) = rays.Direction(column + 0.5, row + 0.5);
                var (start, pace) = Cells(field, camera, (float)x, (float)y, (float)z);
                var step = (float)(options.Length / options.Samples);
                Sample(field, start, pace, step, gathers, opacities, east, south, columns);
                Composite(field, step, opacities[..options.Samples], east, south, columns, picture, (row * width) + column);
            }
        });
        return picture;
    }

    // cell coordinates in the padded field as linear functions of the distance
    private static (Vector3 Start, Vector3 Pace) Cells(DensityField field, PanoramaCamera camera, float x, float y, float z)
    {
        var cells = new Vector3((float)(field.Columns / field.Side), (float)(-field.Rows / field.Side), (float)(field.Slices / field.Top));
        var start = new Vector3(
            (float)((camera.EyeX * cells.X) + (field.Columns / 2.0) + 0.5), (float)((camera.EyeY * cells.Y) + (field.Rows / 2.0) + 0.5), (float)((camera.EyeZ * cells.Z) + 0.5));
        return (start, new Vector3(x, y, z) * cells);
    }

    private static void Composite(
        DensityField field, float step, ReadOnlySpan<float> opacities, ReadOnlySpan<float> east, ReadOnlySpan<float> south, ReadOnlySpan<int> columns, VolumePicture picture, int pixel)
    {
        ref var colours = ref MemoryMarshal.GetArrayDataReference(field.Colours);
        var line = (nuint)(4 * (field.Columns + 2));
        var (transmittance, depth) = (1f, 0f);
        var sum = Vector128<float>.Zero;
        for (var i = 0; i < opacities.Length; i++)
        {
            var weight = transmittance * opacities[i];
            transmittance -= weight;
            depth += weight * ((i + 0.5f) * step);
            ref var at = ref Unsafe.Add(ref colours, 4 * columns[i]);
            var above = Mix(Vector128.LoadUnsafe(ref at), Vector128.LoadUnsafe(ref at, 4), east[i]);
            var below = Mix(Vector128.LoadUnsafe(ref at, line), Vector128.LoadUnsafe(ref at, line + 4), east[i]);
            sum += Mix(above, below, south[i]) * weight;
        }

        picture.Rgb[3 * pixel] = sum[0];
        picture.Rgb[(3 * pixel) + 1] = sum[1];
        picture.Rgb[(3 * pixel) + 2] = sum[2];
        picture.Opacity[pixel] = 1 - transmittance;
        picture.Depth[pixel] = depth;
    }

    private static Vector128<float> Mix(Vector128<float> a, Vector128<float> b, float t) => a + ((b - a) * t);

    // opacity of every step, its column in the field and its place within, eight at a time
    private static void Sample(DensityField field, Vector3 start, Vector3 pace, float step, bool gathers, Span<float> opacities, Span<float> east, Span<float> south, Span<int> columns)
    {
        var padded = field.Padded;
        var (up, across) = (field.Slices + 2, field.Columns + 2);
        var (lastU, lastV, lastW) = (Vector256.Create(field.Columns + 0.9999f), Vector256.Create(field.Rows + 0.9999f), Vector256.Create(field.Slices + 0.9999f));
        var offsets = (Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(0.5f)) * step;
        for (var i = 0; i < opacities.Length; i += 8)
        {
            var s = offsets + Vector256.Create(i * step);
            var u = Vector256.Min(Vector256.Max(Vector256.Create(start.X) + (s * pace.X), Vector256<float>.Zero), lastU);
            var v = Vector256.Min(Vector256.Max(Vector256.Create(start.Y) + (s * pace.Y), Vector256<float>.Zero), lastV);
            var w = Vector256.Min(Vector256.Max(Vector256.Create(start.Z) + (s * pace.Z), Vector256<float>.Zero), lastW);
            var (fu, fv, fw) = (Vector256.Floor(u), Vector256.Floor(v), Vector256.Floor(w));
            var column = (Vector256.ConvertToInt32(fv) * across) + Vector256.ConvertToInt32(fu);
            var index = (column * up) + Vector256.ConvertToInt32(fw);
            (u, v, w) = (u - fu, v - fv, w - fw);
            var northWest = Upright(padded, index, w, gathers);
            var northEast = Upright(padded, index + Vector256.Create(up), w, gathers);
            var southWest = Upright(padded, index + Vector256.Create(across * up), w, gathers);
            var southEast = Upright(padded, index + Vector256.Create((across + 1) * up), w, gathers);
            var north = northWest + ((northEast - northWest) * u);
            var thickness = (north + ((southWest + ((southEast - southWest) * u) - north) * v)) * step;
            // below a hundredth the difference from 1 loses its digits: three terms of the series
            var thin = thickness * (Vector256<float>.One - (thickness * (Vector256.Create(0.5f) - (thickness * (1 / 6f)))));
            Vector256.ConditionalSelect(Vector256.LessThan(thickness, Vector256.Create(0.01f)), thin, Vector256<float>.One - Vector256.Exp(-thickness)).CopyTo(opacities[i..]);
            u.CopyTo(east[i..]);
            v.CopyTo(south[i..]);
            column.CopyTo(columns[i..]);
        }
    }

    // the two values above each other lie side by side and are fetched as one
    private static unsafe Vector256<float> Upright(float[] values, Vector256<int> index, Vector256<float> part, bool gathers)
    {
        Vector256<float> low, high;
        if (Avx2.IsSupported && gathers)
        {
            fixed (float* start = values)
            {
                var first = Avx2.GatherVector256((long*)start, index.GetLower(), 4).AsSingle();
                var second = Avx2.GatherVector256((long*)start, index.GetUpper(), 4).AsSingle();
                low = Avx2.Permute4x64(Avx.Shuffle(first, second, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle();
                high = Avx2.Permute4x64(Avx.Shuffle(first, second, 0b11_01_11_01).AsDouble(), 0b11_01_10_00).AsSingle();
            }
        }
        else
        {
            low = Gather(values, index);
            high = Gather(values, index + Vector256<int>.One);
        }

        return low + ((high - low) * part);
    }

    private static Vector256<float> Gather(float[] values, Vector256<int> index) =>
        Vector256.Create(values[index[0]], values[index[1]], values[index[2]], values[index[3]], values[index[4]], values[index[5]], values[index[6]], values[index[7]]);
}
