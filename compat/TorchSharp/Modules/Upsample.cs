using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Resamples to a size or by factors.</summary>
    public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
    {
        internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners)
            : base(nameof(Upsample))
        {
            this.size = size;
            this.scale_factor = scale_factor;
            this.mode = mode;
            this.align_corners = align_corners;
        }

        public long[]? size { get; set; }

        public double[]? scale_factor { get; set; }

        public UpsampleMode mode { get; set; }

        public bool? align_corners { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.upsample(input, size, scale_factor, mode, align_corners ?? false);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null, bool? recompute_scale_factor = null) => new(size, scale_factor, mode, align_corners);
        }
    }
}
