using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Flow;

/// <summary>From cells to pixels.</summary>
public static class FlowUpsampling
{
    /// <summary>Bilinearly between cell centres. RAFT puts corner on corner, which shifts the field by up to half a cell depending on the image's size.</summary>
    /// <param name="flow">[N, 2, h, w], cells.</param>
    /// <param name="factor">Pixels per cell.</param>
    /// <returns>[N, 2, h·factor, w·factor], pixels.</returns>
    public static Tensor Bilinear(Tensor flow, int factor) =>
        F.interpolate(flow * factor, [flow.shape[2] * factor, flow.shape[3] * factor], mode: InterpolationMode.Bilinear, align_corners: false);

    /// <summary>Each pixel a convex combination of the nine nearest cells, by learnt weights (Teed and Deng 2020, section 3.3).</summary>
    /// <param name="flow">[N, 2, h, w], cells.</param>
    /// <param name="mask">[N, 9·factor², h, w]: for each of the nine neighbours, factor × factor weights before the softmax over the neighbours.</param>
    /// <param name="factor">Pixels per cell.</param>
    /// <returns>[N, 2, h·factor, w·factor], pixels.</returns>
    public static Tensor Convex(Tensor flow, Tensor mask, int factor)
    {
        var (count, height, width) = (flow.shape[0], flow.shape[2], flow.shape[3]);
        var weights = mask.view(count, 1, 9, factor * factor, height, width).softmax(2);
        var near = F.unfold(flow * factor, 3, padding: 1).view(count, 2, 9, 1, height, width);
        return F.pixel_shuffle((weights * near).sum(2).reshape(count, 2 * factor * factor, height, width), factor);
    }
}
