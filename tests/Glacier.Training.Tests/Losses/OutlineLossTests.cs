using Glacier.Training.Losses;
using Glacier.Training.Onnx;
using Glacier.Training.Tests.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Losses;

public sealed class OutlineLossTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(2.0, 0.0)]
    [InlineData(2.0, 0.1)]
    public void The_loss_is_the_mean_of_the_formula(double gamma, double smoothing)
    {
        float[] difference = [-1.5f, 0.2f, 3, 0];
        float[] labels = [1, 0, 1, 255];
        var logits = stack([zeros(1, 2, 2), tensor(difference, [1, 2, 2])], 1);
        var expected = Enumerable.Range(0, 3).Average(i =>
        {
            var ice = 1 / (1 + Math.Exp(-difference[i]));
            var wanted = (labels[i] * (1 - smoothing)) + (smoothing / 2);
            return -(wanted * Math.Pow(1 - ice, gamma) * Math.Log(ice)) - ((1 - wanted) * Math.Pow(ice, gamma) * Math.Log(1 - ice));
        });
        Assert.Equal(expected, OutlineLoss.Focal(logits, tensor(labels, [1, 2, 2]), gamma, smoothing).item<float>(), 5);
    }

    [Fact]
    public void Without_focus_and_smoothing_it_is_cross_entropy()
    {
        var logits = tensor(Parity.Gaussian(new Random(1), 2, 2, 5, 5), [2, 2, 5, 5]);
        var labels = tensor(Parity.Gaussian(new Random(2), 2, 5, 5), [2, 5, 5]).gt(0);
        var reference = nn.functional.cross_entropy(logits, labels.to_type(ScalarType.Int64));
        Assert.Equal(reference.item<float>(), OutlineLoss.Focal(logits, labels.to_type(ScalarType.Float32), 0, 0).item<float>(), 5);
    }

    [Fact]
    public void Unknown_pixels_have_neither_loss_nor_gradient_and_a_window_of_them_is_worth_nothing()
    {
        var logits = tensor(Parity.Gaussian(new Random(1), 1, 2, 2, 2), [1, 2, 2, 2]);
        logits.requires_grad = true;
        OutlineLoss.Focal(logits, tensor(new float[] { 1, 255, 0, 255 }, [1, 2, 2])).backward();
        var gradient = logits.grad!.abs().sum(1).flatten().ToFloats();
        Assert.True(gradient[0] > 0 && gradient[2] > 0);
        Assert.Equal((0f, 0f), (gradient[1], gradient[3]));
        Assert.Equal(0, OutlineLoss.Focal(logits, full([1, 2, 2], 255f)).item<float>());
    }

    [Fact]
    public void What_is_known_well_weighs_less_the_greater_gamma()
    {
        var (easy, hard) = (tensor(new float[] { 0, 3 }, [1, 2, 1, 1]), tensor(new float[] { 0, -1 }, [1, 2, 1, 1]));
        var shares = new[] { 0.0, 1, 2, 4 }.Select(gamma =>
            OutlineLoss.Focal(easy, ones(1, 1, 1), gamma, 0).item<float>() / OutlineLoss.Focal(hard, ones(1, 1, 1), gamma, 0).item<float>()).ToArray();
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.True(shares[3] < 1e-3 * shares[0]);
    }

    [Fact]
    public void The_jaccard_distance_is_one_minus_intersection_over_union_where_the_network_is_sure()
    {
        // two of three found, one found wrongly, and an unknown pixel: 1 − 2/4
        float[] sure = [40, 40, -40, 40, 40], labels = [1, 1, 1, 0, 255];
        var logits = stack([zeros(1, 1, 5), tensor(sure, [1, 1, 5])], 1);
        logits.requires_grad = true;
        var distance = OutlineLoss.Jaccard(logits, tensor(labels, [1, 1, 5]));
        Assert.Equal(0.5, distance.item<float>(), 5);
        Assert.Equal(0, OutlineLoss.Jaccard(logits, full([1, 1, 5], 255f)).item<float>());
    }

    [Fact]
    public void The_jaccard_distance_falls_with_what_is_right_and_ignores_unknown_pixels()
    {
        var logits = zeros(1, 2, 1, 3);
        logits.requires_grad = true;
        OutlineLoss.Jaccard(logits, tensor(new float[] { 1, 0, 255 }, [1, 1, 3])).backward();
        var slope = logits.grad!.select(1, 1).flatten().ToFloats();
        Assert.True(slope[0] < 0 && slope[1] > 0);
        Assert.Equal(0, slope[2]);
    }
}
