using static TorchSharp.torch;

namespace Glacier.Training.Networks.Outlines;

/// <summary>The rectifier of the convolutional parts, of the slope that TensorFlow's has unless told otherwise.</summary>
internal static class LeakyRectifier
{
    public const double Slope = 0.2;

    /// <summary>The slope of the location's dense layers.</summary>
    public const double LocationSlope = 0.3;

    public static Tensor Of(Tensor input, double slope = Slope) => nn.functional.leaky_relu(input, slope);
}
