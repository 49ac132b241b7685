using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Glacier.Tests.TorchSharp;

public sealed class OptimizerTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void A_step_is_that_of_the_paper(double decay, bool decoupled)
    {
        const double Rate = 0.05, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-6;
        var p = nn.Parameter(tensor(new[] { 1.5 }));
        Optimizer optimizer = decoupled ? AdamW([p], Rate, Beta1, Beta2, Epsilon, decay) : Adam([p], Rate, Beta1, Beta2, Epsilon, decay);
        double expected = 1.5, m = 0, v = 0;
        for (var t = 1; t <= 5; t++)
        {
            optimizer.zero_grad();
            p.pow(3).sum().backward();
            optimizer.step();

            var g = 3 * expected * expected;
            if (decoupled)
            {
                expected *= 1 - (Rate * decay);
            }
            else
            {
                g += decay * expected;
            }

            m = (Beta1 * m) + ((1 - Beta1) * g);
            v = (Beta2 * v) + ((1 - Beta2) * g * g);
            expected -= Rate * (m / (1 - Math.Pow(Beta1, t))) / (Math.Sqrt(v / (1 - Math.Pow(Beta2, t))) + Epsilon);
            Assert.Equal(expected, p.item<double>(), 1e-12);
        }
    }

    [Fact]
    public void A_loaded_optimizer_goes_on_as_if_it_had_not_stopped()
    {
        manual_seed(11);
        var target = randn(4, 3);
        Parameter Start() => nn.Parameter(ones(4, 3));
        void Train(Parameter p, Optimizer optimizer, int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                optimizer.zero_grad();
                (p - target).square().sum().backward();
                optimizer.step();
            }
        }

        var straight = Start();
        Train(straight, Adam([straight], 0.03), 12);

        var first = Start();
        var before = Adam([first], 0.03);
        Train(first, before, 5);
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            before.save_state_dict(writer);
        }

        var second = nn.Parameter(first.detach().clone());
        var after = Adam([second], 0.9);
        using (var reader = new BinaryReader(new MemoryStream(stream.ToArray())))
        {
            after.load_state_dict(reader);
        }

        Train(second, after, 7);
        Assert.True(second.Equals(straight));
    }

    [Fact]
    public void Groups_have_rates_of_their_own_that_can_be_changed()
    {
        Parameter a = nn.Parameter(zeros(1)), b = nn.Parameter(zeros(1));
        var optimizer = Adam([new Adam.ParamGroup([a], lr: 0.1), new Adam.ParamGroup([b], lr: 0.1)]);
        optimizer.ParamGroups.Last().LearningRate = 0.001;
        (a + b).sum().backward();
        optimizer.step();
        Assert.Equal(-0.1f, a.item<float>(), 1e-5f);
        Assert.Equal(-0.001f, b.item<float>(), 1e-6f);
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void A_cosine_falls_from_the_first_rate_to_the_least()
    {
        var optimizer = Adam([nn.Parameter(zeros(1))], 0.4);
        var scheduler = lr_scheduler.CosineAnnealingLR(optimizer, 10, eta_min: 0.1);
        for (var i = 0; i <= 10; i++)
        {
            Assert.Equal(0.1 + (0.3 * (1 + Math.Cos(Math.PI * i / 10)) / 2), optimizer.ParamGroups.Single().LearningRate, 1e-9);
            scheduler.step();
        }
    }

    [Fact]
    public void One_cycle_rises_to_the_highest_rate_and_falls_to_almost_nothing()
    {
        var optimizer = Adam([nn.Parameter(zeros(1))], 1.0);
        var scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr: 0.5, total_steps: 100, pct_start: 0.3, cycle_momentum: false);
        List<double> rates = [];
        for (var i = 0; i < 100; i++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            scheduler.step();
        }

        Assert.Equal(0.5 / 25, rates[0], 1e-12);
        Assert.Equal(0.5, rates[29], 1e-12);
        Assert.Equal(0.5 / 25 / 1e4, rates[99], 1e-12);
        Assert.Equal(29, rates.IndexOf(rates.Max()));
    }

    public void Dispose() => _scope.Dispose();
}
