using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolutions of every number of dimensions share.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(name)
    {
        if (in_channels % groups != 0 || out_channels % groups != 0)
        {
            throw new ArgumentException("in_channels and out_channels must be divisible by groups");
        }

        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.padding_type = padding_type;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        register_parameter(nameof(weight), empty(shape, dtype, device).AsParameter());
        if (bias)
        {
            register_parameter(nameof(bias), empty(out_channels, dtype, device).AsParameter());
        }

        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public Padding? padding_type { get; }

    public long[]? padding { get; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public Parameter weight
    {
        get => _internal_params[nameof(weight)];
        set => ConditionallyRegisterParameter(nameof(weight), value);
    }

    public Parameter? bias
    {
        get => _internal_params.TryGetValue(nameof(bias), out var value) ? value : null;
        set => ConditionallyRegisterParameter(nameof(bias), value);
    }

    /// <summary>The start of PyTorch: uniform within 1/√(inputs of one output).</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5)).Dispose();
        if (bias is { } offset)
        {
            var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
            var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
            nn.init.uniform_(offset, -bound, bound).Dispose();
        }
    }

    /// <summary>How much is added around the input, from the last dimension backwards, each side.</summary>
    private protected long[] Border()
    {
        var dimensions = kernel_size.Length;
        var border = new long[2 * dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var dimension = dimensions - 1 - i;
            var total = padding_type == Padding.Same ? dilation[dimension] * (kernel_size[dimension] - 1) : padding_type == Padding.Valid ? 0 : 2 * padding![dimension];
            border[2 * i] = total / 2;
            border[(2 * i) + 1] = total - (total / 2);
        }

        return border;
    }
}
