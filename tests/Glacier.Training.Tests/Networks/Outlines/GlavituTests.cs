using Glacier.Training.Networks.Outlines;
using Glacier.Training.Tests.Onnx;
using Glacier.Training.Tests.Onnx.Scenery;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Outlines;

public sealed class GlavituTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_papers_network_has_the_size_that_its_description_gives()
    {
        // six optical bands, elevation and slope: about ten million parameters
        using var network = new Glavitu(new GlavituOptions { Side = 384 });
        Assert.InRange(TensorValues.ParameterCount(network), 9_000_000, 11_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_pixel_has_logits_of_both_classes_from_both_heads(int stride)
    {
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options(stride: stride)), 1);
        var (deep, logits) = network.call(Windows(3), ones(3, 11), null, null);
        Assert.Equal([3, 2, 32, 32], deep.shape);
        Assert.Equal([3, 2, 32, 32], logits.shape);
    }

    [Fact]
    public void Channels_fall_into_modalities_by_their_names()
    {
        Assert.Equal([new("optical", 0, 6), new("dem", 6, 2), new("sar", 8, 2), new("coherence", 10, 1)], SmallGlavitu.Options().Modalities);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    [InlineData(8, 3)]
    public void What_an_absent_channel_holds_does_not_matter(int first, int count)
    {
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options()), 2);
        var (windows, present) = (Windows(1), ones(1, 11));
        present.narrow(1, first, count).zero_();
        var other = windows.clone();
        other.narrow(1, first, count).fill_(0.7);
        Assert.Equal(0, TensorValues.Distance(network.call(windows, present, null, null).Logits, network.call(other, present, null, null).Logits));
        Assert.True(TensorValues.Distance(network.call(windows, present, null, null).Logits, network.call(windows, ones(1, 11), null, null).Logits) > 1e-4);
    }

    [Fact]
    public void Modalities_that_are_absent_altogether_add_nothing_to_the_fused_map()
    {
        using var block = RandomWeights.Disturbed(new ModalityFusion(2, 8, 2, 0.1), 3);
        Assert.Equal(0, block.call(Windows(2).narrow(1, 0, 2), zeros(2, 2), null).abs().max().item<float>());
    }

    [Fact]
    public void The_transformer_sees_the_whole_window_where_the_U_Net_alone_does_not()
    {
        // a pixel in one corner moves the logits of the opposite one
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options()), 4);
        var windows = Windows(1);
        var other = windows.clone();
        other[0, 0, 0, 0] = 5;
        var difference = (network.call(windows, ones(1, 11), null, null).Deep - network.call(other, ones(1, 11), null, null).Deep).abs();
        Assert.True(difference[0, 1, 31, 31].item<float>() > 0);
    }

    [Fact]
    public void Dropping_no_feature_is_plain_inference_and_dropping_all_of_them_leaves_no_trace_of_the_scene()
    {
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options()), 5);
        var plain = network.call(Windows(2), ones(2, 11), null, null).Logits;
        Assert.Equal(0, TensorValues.Distance(plain, network.call(Windows(2), ones(2, 11), null, ones(2, network.KeepLength)).Logits));
        var none = zeros(2, network.KeepLength);
        var (one, other) = (network.call(Windows(2), ones(2, 11), null, none).Logits, network.call(-Windows(2), ones(2, 11), null, none).Logits);
        Assert.Equal(0, TensorValues.Distance(one, other));
    }

    [Theory]
    [InlineData(LocationEncoding.Region)]
    [InlineData(LocationEncoding.Coordinates)]
    public void An_unknown_place_is_a_place_of_its_own(LocationEncoding encoding)
    {
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options(encoding)), 6);
        var length = network.Options.LocationLength;
        var known = zeros(1, length);
        known[0, 0] = 1;
        var (unknown, told) = (network.call(Windows(1), ones(1, 11), zeros(1, length), null).Logits, network.call(Windows(1), ones(1, 11), known, null).Logits);
        Assert.Equal(0, TensorValues.Distance(unknown, network.call(Windows(1), ones(1, 11), null, null).Logits));
        Assert.True(TensorValues.Distance(unknown, told) > 1e-4);
    }

    [Fact]
    public void Windows_of_a_batch_do_not_see_one_another_in_evaluation()
    {
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options()), 7);
        var both = network.call(Windows(2), ones(2, 11), null, null).Logits;
        var alone = network.call(Windows(2).narrow(0, 1, 1), ones(1, 11), null, null).Logits;
        Assert.InRange(TensorValues.Distance(both.narrow(0, 1, 1), alone), 0, 1e-5);
    }

    private static Tensor Windows(int count) => tensor(Parity.Gaussian(new Random(3), count, 11, 32, 32), [count, 11, 32, 32]);
}
