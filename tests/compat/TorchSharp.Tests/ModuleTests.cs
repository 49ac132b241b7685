using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Tests.TorchSharp;

public sealed class ModuleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Fields_are_registered_by_their_names()
    {
        using var net = new Net();
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "list.0.weight", "list.1.weight", "tail.norm.weight", "tail.norm.bias"],
            net.named_parameters().Select(named => named.name).Order(StringComparer.Ordinal).OrderBy(name => Array.IndexOf(s_order, name)));
        Assert.Contains("mean", net.named_buffers().Select(named => named.name));
        Assert.Contains("tail.norm.running_mean", net.state_dict().Keys);
        Assert.Equal(["first", "list", "tail"], net.named_children().Select(named => named.name).Order(StringComparer.Ordinal));
        Assert.True(net.has_parameter("list.1.weight"));
        Assert.Null(net.get_parameter("absent"));
    }

    [Fact]
    public void What_was_saved_is_loaded()
    {
        using Net a = new(), b = new();
        var stream = new MemoryStream();
        a.save(stream);
        b.load(new MemoryStream(stream.ToArray()));
        foreach (var (name, value) in a.state_dict())
        {
            Assert.True(value.Equals(b.state_dict()[name]), name);
        }

        var (missing, unexpected) = b.load_state_dict(a.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
    }

    [Fact]
    public void The_state_of_another_network_is_refused_if_strict()
    {
        using var net = new Net();
        using var other = nn.Linear(3, 2);
        var stream = new MemoryStream();
        other.save(stream);
        Assert.Throws<ArgumentException>(() => net.load(new MemoryStream(stream.ToArray())));
        using var wider = nn.Linear(4, 2);
        Assert.Throws<ArgumentException>(() => wider.load(new MemoryStream(stream.ToArray())));
        Assert.Throws<FileNotFoundException>(() => net.load("/absent/file.dat"));
    }

    [Fact]
    public void Evaluation_switches_dropout_and_batch_statistics_off()
    {
        var dropout = nn.Dropout(0.5);
        Assert.True((dropout.call(ones(1000)) == 0).any().item<bool>());
        dropout.eval();
        Assert.True(dropout.call(ones(1000)).Equals(ones(1000)));

        var norm = nn.BatchNorm2d(2);
        var x = randn(4, 2, 3, 3) * 2 + 5;
        Assert.True(norm.call(x).mean([0, 2, 3]).allclose(zeros(2), atol: 1e-5));
        Assert.True(norm.running_mean!.allclose(x.mean([0, 2, 3]) * 0.1));
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        norm.eval();
        Assert.False(norm.call(x).mean([0, 2, 3]).allclose(zeros(2), atol: 1e-2));
    }

    [Fact]
    public void Moving_to_another_type_keeps_names_and_values()
    {
        using var net = new Net();
        var before = net.get_parameter("first.weight")!.to(float64);
        net.to(float64);
        Assert.All(net.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.True(net.get_parameter("first.weight")!.Equals(before));
        Assert.Same(net.scale, net.get_parameter("scale"));
        Assert.Equal(float64, net.call(ones(2, 3, dtype: float64)).dtype);
    }

    [Fact]
    public void A_sequence_calls_its_modules_in_order()
    {
        var sequence = nn.Sequential(("a", nn.Linear(3, 4)), ("b", nn.ReLU()), ("c", nn.Linear(4, 1)));
        Assert.Equal(["a.weight", "a.bias", "c.weight", "c.bias"], sequence.named_parameters().Select(named => named.name));
        Assert.Equal(new long[] { 5, 1 }, sequence.call(ones(5, 3)).shape);
    }

    [Fact]
    public void A_hook_sees_and_may_change_a_result()
    {
        var layer = nn.Identity();
        var hook = layer.register_forward_hook((_, _, result) => result * 2);
        Assert.Equal(2f, layer.call(ones(1)).item<float>());
        hook.remove();
        Assert.Equal(1f, layer.call(ones(1)).item<float>());
    }

    [Fact]
    public void A_disposed_module_has_released_its_parameters()
    {
        var layer = nn.Conv2d(3, 4, 3);
        var weight = layer.weight;
        layer.Dispose();
        Assert.True(weight.IsInvalid);
    }

    [Fact]
    public void Gradients_are_cleared_and_their_norm_is_clipped()
    {
        var layer = nn.Linear(2, 1, hasBias: false);
        layer.call(tensor(new float[] { 3, 4 }, [1, 2])).sum().backward();
        Assert.Equal(5.0, nn.utils.clip_grad_norm_(layer.parameters(), 1.0), 1e-5);
        Assert.Equal(1f, layer.weight.grad!.norm().item<float>(), 1e-4f);
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void Starting_values_have_the_spread_that_their_names_promise()
    {
        manual_seed(5);
        var weight = empty(200, 100, 3, 3);
        nn.init.kaiming_normal_(weight, nonlinearity: nn.init.NonlinearityType.ReLU);
        Assert.Equal(Math.Sqrt(2.0 / 900), weight.std().item<float>(), 1e-3);
        nn.init.xavier_uniform_(weight);
        Assert.Equal(Math.Sqrt(6.0 / 2700), weight.max().item<float>(), 1e-3);
        nn.init.trunc_normal_(weight, std: 0.02);
        Assert.Equal(0.02, weight.std().item<float>(), 1e-3);
    }

    public void Dispose() => _scope.Dispose();

    private static readonly string[] s_order = ["scale", "first.weight", "first.bias", "list.0.weight", "list.1.weight", "tail.norm.weight", "tail.norm.bias"];

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = nn.Linear(3, 4);
        private readonly ModuleList<Linear> list = nn.ModuleList(nn.Linear(4, 4, hasBias: false), nn.Linear(4, 2, hasBias: false));
        private readonly Tail tail = new();
        private readonly Tensor mean = zeros(2);
        public readonly Parameter scale = nn.Parameter(ones(2));

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var x = nn.functional.relu(first.call(input));
            foreach (var layer in list)
            {
                x = layer.call(x);
            }

            return tail.call(x, scale) - mean;
        }
    }

    private sealed class Tail : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly BatchNorm2d norm = nn.BatchNorm2d(2);

        public Tail()
            : base(nameof(Tail)) => RegisterComponents();

        public override Tensor forward(Tensor input, Tensor scale) => norm.call(input.unsqueeze(-1).unsqueeze(-1)).squeeze(-1).squeeze(-1) * scale;
    }
}
