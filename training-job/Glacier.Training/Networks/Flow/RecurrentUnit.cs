using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>Gated recurrent unit with convolutions (Cho et al. 2014): z and r are gates of state and input, q the candidate, the new state (1 − z)·h + z·q.</summary>
public sealed class RecurrentUnit : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Makes the unit.</summary>
    /// <param name="hidden">Channels of the state.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="rows">Rows of the kernels, odd.</param>
    /// <param name="columns">Columns of the kernels, odd.</param>
    public RecurrentUnit(int hidden, int inputs, int rows, int columns)
        : base(nameof(RecurrentUnit))
    {
        Hidden = hidden;

        // one convolution for both gates: they see the same
        Gates = Conv2d(hidden + inputs, 2 * hidden, (rows, columns), padding: (rows / 2, columns / 2));
        Candidate = Conv2d(hidden + inputs, hidden, (rows, columns), padding: (rows / 2, columns / 2));
        RegisterComponents();
    }

    /// <summary>Channels of the state.</summary>
    public int Hidden { get; }

    /// <summary>Update gate z and reset gate r.</summary>
    [field: ComponentName(Name = "gates")]
    public Conv2d Gates { get; }

    /// <summary>Candidate q.</summary>
    [field: ComponentName(Name = "candidate")]
    public Conv2d Candidate { get; }

    /// <summary>The state [N, hidden, h, w] after an input [N, inputs, h, w].</summary>
    public override Tensor forward(Tensor state, Tensor input)
    {
        var gates = MixedPrecision.Of(Gates, cat([state, input], 1)).sigmoid();
        var update = gates.narrow(1, 0, Hidden);
        var candidate = MixedPrecision.Of(Candidate, cat([gates.narrow(1, Hidden, Hidden) * state, input], 1)).tanh();
        return state + (update * (candidate - state));
    }
}
