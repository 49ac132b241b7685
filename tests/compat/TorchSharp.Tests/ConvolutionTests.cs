using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Tests.TorchSharp;

public sealed class ConvolutionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 2)]
    public void A_convolution_is_the_sum_of_products_under_the_kernel(int stride, int padding, int dilation, int groups)
    {
        const int Pictures = 2, In = 4, Out = 6, Height = 7, Width = 6, Kernel = 3;
        manual_seed(1);
        var x = randn(Pictures, In, Height, Width, dtype: float64);
        var weight = randn(Out, In / groups, Kernel, Kernel, dtype: float64);
        var bias = randn(Out, dtype: float64);
        var y = F.conv2d(x, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups);
        var height = (Height + (2 * padding) - (dilation * (Kernel - 1)) - 1) / stride + 1;
        var width = (Width + (2 * padding) - (dilation * (Kernel - 1)) - 1) / stride + 1;
        Assert.Equal(new long[] { Pictures, Out, height, width }, y.shape);
        double[] xs = x.data<double>().ToArray(), ws = weight.data<double>().ToArray(), bs = bias.data<double>().ToArray(), ys = y.data<double>().ToArray();
        for (var n = 0; n < Pictures; n++)
        {
            for (var o = 0; o < Out; o++)
            {
                for (var r = 0; r < height; r++)
                {
                    for (var c = 0; c < width; c++)
                    {
                        var sum = bs[o];
                        for (var i = 0; i < In / groups; i++)
                        {
                            var channel = (o / (Out / groups) * (In / groups)) + i;
                            for (var u = 0; u < Kernel; u++)
                            {
                                for (var v = 0; v < Kernel; v++)
                                {
                                    int row = (r * stride) - padding + (u * dilation), column = (c * stride) - padding + (v * dilation);
                                    if (row >= 0 && row < Height && column >= 0 && column < Width)
                                    {
                                        sum += xs[(((n * In) + channel) * Height + row) * Width + column] * ws[(((o * (In / groups)) + i) * Kernel + u) * Kernel + v];
                                    }
                                }
                            }
                        }

                        Assert.Equal(sum, ys[(((n * Out) + o) * height + r) * width + c], 1e-10);
                    }
                }
            }
        }
    }

    [Fact]
    public void Folding_what_was_unfolded_counts_every_pixel_as_often_as_windows_cover_it()
    {
        var x = randn(1, 2, 6, 6);
        var columns = F.unfold(x, 2, stride: 2);
        Assert.Equal(new long[] { 1, 8, 9 }, columns.shape);
        Assert.True(F.fold(columns, 6, 2, stride: 2).allclose(x));
    }

    [Fact]
    public void Same_padding_keeps_the_size_and_reflection_keeps_constants()
    {
        var layer = nn.Conv2d(1, 1, 3, Padding.Same, padding_mode: PaddingModes.Reflect, bias: false);
        var y = layer.call(ones(1, 1, 5, 4));
        Assert.Equal(new long[] { 1, 1, 5, 4 }, y.shape);
        Assert.True(y.allclose(layer.weight.sum().expand(1, 1, 5, 4)));
    }

    public void Dispose() => _scope.Dispose();
}
