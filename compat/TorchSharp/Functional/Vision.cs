using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode is PaddingModes.Constant or PaddingModes.Zeros
                    ? Aten.Call("constant_pad_nd", input, pad, value)
                    : Aten.Call("pad", input, pad, mode.ToString().ToLowerInvariant());

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Pair(pad), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad, pad }, mode, value);

            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
            {
                // libtorch's own numbers: bilinear 0, nearest 1; zeros 0, border 1, reflection 2
                var padding = padding_mode switch
                {
                    GridSamplePaddingMode.Border => 1L,
                    GridSamplePaddingMode.Reflection => 2L,
                    _ => 0L,
                };
                return Aten.Call("grid_sampler", input, grid, mode == GridSampleMode.Nearest ? 1L : 0L, padding, align_corners ?? false);
            }

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Aten.Call("affine_grid_generator", theta, size, align_corners);

            /// <summary>Resamples to a size or by factors.</summary>
            /// <exception cref="ArgumentException">both or neither of size and scale_factor are given</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (size is null == scale_factor is null)
                {
                    throw new ArgumentException("exactly one of size and scale_factor is wanted");
                }

                var dimensions = (int)x.Dimensions - 2;
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    var shape = x.shape;
                    var factors = scale_factor;
                    size = [.. Enumerable.Range(0, dimensions).Select(i => (long)Math.Floor(shape[i + 2] * factors[factors.Length == 1 ? 0 : i]))];
                    scale_factor = null;
                }

                if (scale_factor is { Length: 1 } && dimensions > 1)
                {
                    scale_factor = [.. Enumerable.Repeat(scale_factor[0], dimensions)];
                }

                if (size is { Length: 1 } && dimensions > 1)
                {
                    size = [.. Enumerable.Repeat(size[0], dimensions)];
                }

                var corners = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => Aten.Call($"upsample_nearest{dimensions}d.vec", x, size, scale_factor),
                    InterpolationMode.NearestExact => Aten.Call($"_upsample_nearest_exact{dimensions}d.vec", x, size, scale_factor),
                    InterpolationMode.Area => Aten.Call($"adaptive_avg_pool{dimensions}d", x, size),
                    InterpolationMode.Linear => Aten.Call("upsample_linear1d.vec", x, size, corners, scale_factor),
                    InterpolationMode.Bilinear => Aten.Call(antialias ? "_upsample_bilinear2d_aa.vec" : "upsample_bilinear2d.vec", x, size, corners, scale_factor),
                    InterpolationMode.Bicubic => Aten.Call(antialias ? "_upsample_bicubic2d_aa.vec" : "upsample_bicubic2d.vec", x, size, corners, scale_factor),
                    _ => Aten.Call("upsample_trilinear3d.vec", x, size, corners, scale_factor),
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, align_corners);

            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor);
        }
    }
}
