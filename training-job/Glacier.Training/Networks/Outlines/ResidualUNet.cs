using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>The convolutional part: a U-Net of residual units (Zhang et al. 2018) whose output has the channels of its input.</summary>
public sealed class ResidualUNet : Module<Tensor, Tensor>
{
    /// <summary>Makes the network.</summary>
    /// <param name="width">Channels of input, output and first level.</param>
    /// <param name="levels">Halvings of the side.</param>
    public ResidualUNet(int width, int levels)
        : base(nameof(ResidualUNet))
    {
        Down = ModuleList(Enumerable.Range(0, levels).Select(level => new ResidualDouble(level == 0 ? width : width << (level - 1), width << level)).ToArray());
        Bottom = new ResidualDouble(width << (levels - 1), width << levels);
        Doublings = ModuleList(Enumerable.Range(0, levels).Select(level => new DoublingConvolution(width << (level + 1), width << level)).ToArray());
        Up = ModuleList(Enumerable.Range(0, levels).Select(level => new ResidualDouble(2 * (width << level), width << level)).ToArray());
        RegisterComponents();
    }

    /// <summary>Units of the way down, from the finest.</summary>
    [field: ComponentName(Name = "down")]
    public ModuleList<ResidualDouble> Down { get; }

    /// <summary>The coarsest unit.</summary>
    [field: ComponentName(Name = "bottom")]
    public ResidualDouble Bottom { get; }

    /// <summary>Doublings of the way up, by level from the finest.</summary>
    [field: ComponentName(Name = "doublings")]
    public ModuleList<DoublingConvolution> Doublings { get; }

    /// <summary>Units of the way up, by level from the finest.</summary>
    [field: ComponentName(Name = "up")]
    public ModuleList<ResidualDouble> Up { get; }

    /// <summary>Maps [N, width, M, M] to its shape; M is a multiple of 2^levels.</summary>
    public override Tensor forward(Tensor input)
    {
        var (x, passed) = (input, new Stack<Tensor>());
        foreach (var unit in Down)
        {
            x = unit.call(x);
            passed.Push(x);
            x = functional.max_pool2d(x, 2);
        }

        x = Bottom.call(x);
        for (var level = Up.Count - 1; level >= 0; level--)
        {
            x = Up[level].call(cat([Doublings[level].call(x), passed.Pop()], 1));
        }

        return x;
    }
}
