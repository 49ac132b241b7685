using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Tests.TorchSharp;

public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        manual_seed(123);
        var first = randn(100);
        manual_seed(123);
        Assert.True(first.Equals(randn(100)));
        Assert.False(first.Equals(randn(100)));
    }

    [Fact]
    public void A_restored_state_goes_on_where_it_was_read()
    {
        manual_seed(9);
        randn(7);
        var state = get_rng_state();
        var expected = cat([randn(5), rand(5), randperm(5).to(float32)]);
        set_rng_state(state);
        Assert.True(expected.Equals(cat([randn(5), rand(5), randperm(5).to(float32)])));
    }

    [Fact]
    public void A_generator_of_its_own_does_not_disturb_the_default_one()
    {
        manual_seed(4);
        var expected = rand(3);
        manual_seed(4);
        using var generator = new Generator(77);
        var own = rand(3, generator: generator);
        Assert.True(expected.Equals(rand(3)));
        generator.manual_seed(77);
        Assert.True(own.Equals(rand(3, generator: generator)));
        Assert.Equal(77, generator.initial_seed());
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        manual_seed(1);
        var normal = randn(20000);
        Assert.Equal(0f, normal.mean().item<float>(), 0.03f);
        Assert.Equal(1f, normal.std().item<float>(), 0.03f);
        var uniform = empty(20000).uniform_(-1, 3);
        Assert.Equal(1f, uniform.mean().item<float>(), 0.05f);
        Assert.InRange(uniform.min().item<float>(), -1f, -0.99f);
        Assert.Equal(0.3f, full(20000, 0.3f).bernoulli().mean().item<float>(), 0.02f);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), randperm(50).data<long>().Order());
    }

    public void Dispose() => _scope.Dispose();
}
