using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalises each channel over the batch and the pixels.</summary>
    public sealed class BatchNorm2d : NormBase
    {
        internal BatchNorm2d(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm2d), num_features, eps, momentum, affine, track_running_stats, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (input.Dimensions != 4)
            {
                throw new ArgumentException($"expected 4D input, but got {input.Dimensions}D input.");
            }

            if (training && num_batches_tracked is { } count)
            {
                using var gradients = no_grad();
                count.add_(1).Dispose();
            }

            return nn.functional.batch_norm(input, running_mean, running_var, weight, bias, training || running_mean is null, momentum ?? 0.1, eps);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) => new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
