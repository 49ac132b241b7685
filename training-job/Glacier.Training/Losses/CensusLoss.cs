using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Losses;

/// <summary>What a flow can be judged by without truth: the second image warped back must look like the first (UnFlow, Meister et al. 2018; UFlow, Jonschkowski et al. 2020).</summary>
public static class CensusLoss
{
    private const int Window = 7;

    // of the channels' range of about ±1; the paper's are for 0…255
    private const double Softness = 0.01;
    private const double Robust = 0.1;
    private const double Epsilon = 0.01;
    private const double Power = 0.4;
    private const double EdgeScale = 3;

    /// <summary>The second image where the flow says that the first image's pixels went, bilinearly.</summary>
    /// <param name="second">[N, C, H, W].</param>
    /// <param name="flow">[N, 2, H, W], pixels.</param>
    /// <returns>The warped image, and [N, 1, H, W] 1 where the flow ends inside of the image.</returns>
    public static (Tensor Image, Tensor Inside) Warp(Tensor second, Tensor flow)
    {
        var (height, width) = (second.shape[2], second.shape[3]);
        var columns = arange(width, dtype: ScalarType.Float32, device: flow.device).view(1, 1, width) + flow.select(1, 0);
        var rows = arange(height, dtype: ScalarType.Float32, device: flow.device).view(1, height, 1) + flow.select(1, 1);
        var x = (columns * (2.0 / (width - 1))) - 1;
        var y = (rows * (2.0 / (height - 1))) - 1;
        var inside = (x.detach().abs().le(1) * y.detach().abs().le(1)).to(ScalarType.Float32).unsqueeze(1);
        return (F.grid_sample(second, stack([x, y], -1), padding_mode: GridSamplePaddingMode.Border, align_corners: true), inside);
    }

    /// <summary>Mean robust difference of the soft census transforms over 7 × 7 pixels, where the flow stays inside and <paramref name="visible"/> says so.</summary>
    /// <param name="first">[N, C, H, W]; the first channel is compared.</param>
    /// <param name="second">The later image.</param>
    /// <param name="flow">[N, 2, H, W], pixels.</param>
    /// <param name="visible">[N, 1, H, W] 0…1; null: everywhere.</param>
    public static Tensor Photometric(Tensor first, Tensor second, Tensor flow, Tensor? visible = null)
    {
        var (warped, inside) = Warp(second.narrow(1, 0, 1), flow);
        var difference = (Census(first.narrow(1, 0, 1)) - Census(warped)).square();
        var distance = (difference / (difference + Robust)).mean([1], keepdim: true);
        var weight = (visible is null ? inside : inside * visible) * Interior(first);
        return ((distance + Epsilon).pow(Power) * weight).sum() / (weight.sum() + 1e-6);
    }

    /// <summary>Mean first differences of the flow, each times exp(−3·|difference of the image|).</summary>
    public static Tensor Smoothness(Tensor first, Tensor flow)
    {
        var image = first.narrow(1, 0, 1);
        return Along(3) + Along(2);

        Tensor Along(long axis)
        {
            var length = flow.shape[axis] - 1;
            var edges = (Difference(image).abs() * -EdgeScale).exp();
            return (Difference(flow).abs() * edges).mean();

            Tensor Difference(Tensor x) => x.narrow(axis, 1, length) - x.narrow(axis, 0, length);
        }
    }

    // signs of the differences from each pixel to those around it, softened: [N, 49, H, W]
    private static Tensor Census(Tensor image)
    {
        var (count, height, width) = (image.shape[0], image.shape[2], image.shape[3]);
        var around = F.unfold(image, Window, padding: Window / 2).view(count, Window * Window, height, width) - image;
        return around / (around.square() + Softness).sqrt();
    }

    // windows that reach over the edge see zeros there
    private static Tensor Interior(Tensor image)
    {
        var (height, width) = (image.shape[2], image.shape[3]);
        const int Margin = Window / 2;
        return F.pad(ones(1, 1, height - (2 * Margin), width - (2 * Margin), device: image.device), (Margin, Margin, Margin, Margin));
    }
}
