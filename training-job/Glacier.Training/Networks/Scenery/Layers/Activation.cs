namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>The activation of every scenery network: leaky ReLU of slope 0.2, its output scaled by √2 so that the second moment stays near one.</summary>
/// <remarks>
/// Leaky ReLU is positively homogeneous, √2·f(Wx + b) = f(√2·Wx + √2·b), so the layers multiply the gain into their few weights
/// instead of into every pixel.
/// </remarks>
public static class Activation
{
    /// <summary>Slope on the negative side.</summary>
    public const double Slope = 0.2;

    /// <summary>Factor on the output, multiplied into weight and bias of the layer before.</summary>
    public const float Gain = 1.41421356f;
}
