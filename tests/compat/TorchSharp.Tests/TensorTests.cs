using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Tests.TorchSharp;

public sealed class TensorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Values_keep_their_order_and_type()
    {
        var t = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        Assert.Equal(float32, t.dtype);
        Assert.Equal(new long[] { 2, 3 }, t.shape);
        Assert.Equal(new long[] { 3, 1 }, t.stride());
        Assert.Equal(2, t.dim());
        Assert.Equal(6, t.numel());
        Assert.Equal(6f, t[1, 2].item<float>());
        Assert.Equal(new float[] { 1, 4, 2, 5, 3, 6 }, t.t().data<float>().ToArray());
        Assert.Equal(4f, t.data<float>()[1, 0]);
        Assert.Equal(int64, tensor(new long[] { 1 }).dtype);
        Assert.Equal(@bool, tensor(new[] { true }).dtype);
        Assert.Equal(uint8, tensor(new byte[] { 7 }).dtype);
        Assert.Equal(float16, tensor(new[] { 1f }).to(float16).dtype);
        Assert.Equal(new long[] { 2, 2 }, tensor(new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } }).shape);
    }

    [Fact]
    public void Bytes_are_the_tensors_own_memory()
    {
        var t = zeros(3);
        MemoryMarshal.Cast<byte, float>(t.bytes)[1] = 5;
        Assert.Equal(new float[] { 0, 5, 0 }, t.data<float>().ToArray());
    }

    [Fact]
    public void A_buffer_is_read_from_its_offset_on()
    {
        var t = frombuffer(new float[] { 1, 2, 3, 4 }, float32, count: 2, offset: 1);
        Assert.Equal(new float[] { 2, 3 }, t.data<float>().ToArray());
        Assert.Equal(new long[] { 2, 1 }, from_array(new[,] { { 1 }, { 2 } }).shape);
    }

    [Fact]
    public void Indices_select_as_in_Python()
    {
        var t = arange(24).reshape(2, 3, 4);
        Assert.Equal(new long[] { 3, 4 }, t[1].shape);
        Assert.Equal(23, t[-1, -1, -1].item<long>());
        Assert.Equal(new long[] { 2, 4 }, t[TensorIndex.Colon, 1].shape);
        Assert.Equal(new long[] { 2, 3 }, t[TensorIndex.Ellipsis, 0].shape);
        Assert.Equal(new long[] { 1, 1, 4 }, t[0..1, ^1..].shape);
        Assert.Equal(new long[] { 2, 1, 3, 2 }, t[TensorIndex.Colon, TensorIndex.None, TensorIndex.Colon, TensorIndex.Slice(0, 4, 2)].shape);
        Assert.Equal(new long[] { 20, 21, 22, 23 }, t[t > 19].data<long>().ToArray());
        var rows = tensor(new long[] { 2, 0 });
        Assert.Equal(new long[] { 8, 0 }, t[TensorIndex.Single(0), TensorIndex.Tensor(rows), TensorIndex.Single(0)].data<long>().ToArray());
    }

    [Fact]
    public void What_is_assigned_to_an_index_changes_the_tensor()
    {
        var t = zeros(3, 4);
        t[1] = ones(4);
        t[.., 0] = tensor(7f);
        t[2, 3] = 9f;
        Assert.Equal(new float[] { 7, 0, 0, 0, 7, 1, 1, 1, 7, 0, 0, 9 }, t.data<float>().ToArray());
        t.index_put_(tensor(-1f), TensorIndex.Tensor(t > 6));
        Assert.Equal(-4f, t.clamp(max: 0).sum().item<float>());
    }

    [Fact]
    public void Operators_follow_arithmetic_and_types_are_promoted()
    {
        var t = tensor(new float[] { 1, 2, 4 });
        Assert.Equal(new float[] { 9, 8, 6 }, (10 - t).data<float>().ToArray());
        Assert.Equal(new float[] { 4, 2, 1 }, (4 / t).data<float>().ToArray());
        Assert.Equal(new float[] { 1, 4, 16 }, t.pow(2).data<float>().ToArray());
        Assert.Equal(new float[] { 1, 0, 0 }, (t % 2).data<float>().ToArray());
        Assert.Equal(new[] { false, true, false }, (t == 2).data<bool>().ToArray());
        Assert.Equal(new[] { true, true, false }, (~(t > 2)).data<bool>().ToArray());
        Assert.Equal(float64, (t + tensor(new[] { 1.0, 1, 1 })).dtype);
        Assert.Equal(float32, (tensor(new[] { 1, 2 }) / 2).dtype);
        Assert.Equal(new long[] { -2, -1 }, tensor(new long[] { -3, -1 }).div(2, RoundingMode.floor).data<long>().ToArray());
    }

    [Fact]
    public void Reductions_keep_or_drop_dimensions()
    {
        var t = arange(6, dtype: float32).reshape(2, 3);
        Assert.Equal(15f, t.sum().item<float>());
        Assert.Equal(new long[] { 2, 1 }, t.sum(1, keepdim: true).shape);
        Assert.Equal(new float[] { 1, 4 }, t.mean([1]).data<float>().ToArray());
        var (values, indices) = t.max(1);
        Assert.Equal(new float[] { 2, 5 }, values.data<float>().ToArray());
        Assert.Equal(new long[] { 2, 2 }, indices.data<long>().ToArray());
        Assert.Equal(1, t.argmax(0)[0].item<long>());
        Assert.Equal(new float[] { 5 }, t.amax([0, 1]).reshape(1).data<float>().ToArray());
        Assert.True((t >= 0).all().item<bool>());
        Assert.Equal(new float[] { 5, 4 }, t.flatten().topk(2).values.data<float>().ToArray());
    }

    [Fact]
    public void Joining_and_splitting_are_inverse()
    {
        var t = arange(12).reshape(4, 3);
        Assert.True(cat(t.split(new long[] { 1, 3 }), 0).Equals(t));
        Assert.True(cat(t.chunk(2)).Equals(t));
        Assert.True(stack(t.unbind()).Equals(t));
        var grids = meshgrid([arange(2), arange(3)], "ij");
        Assert.Equal(new long[] { 0, 0, 0, 1, 1, 1 }, grids[0].data<long>().ToArray());
    }

    [Fact]
    public void An_operation_in_place_changes_the_tensor_and_gives_it_back()
    {
        var t = ones(2);
        var same = t.add_(1).mul_(3);
        Assert.Equal(new float[] { 6, 6 }, t.data<float>().ToArray());
        same.zero_();
        Assert.Equal(0f, t.sum().item<float>());
        t.lerp_(full(2, 10f), 0.25f);
        Assert.Equal(new float[] { 2.5f, 2.5f }, t.data<float>().ToArray());
    }

    [Fact]
    public void An_error_of_libtorch_is_an_exception_with_its_message()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(2, 3).matmul(zeros(4, 5)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => zeros(2, 3).view(7));
    }

    [Fact]
    public void Reading_another_type_or_several_elements_as_one_is_refused()
    {
        Assert.Throws<ArgumentException>(() => zeros(2).data<double>());
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2 }, [3]));
    }

    [Fact]
    public void A_disposed_tensor_is_refused()
    {
        var t = zeros(2);
        t.Dispose();
        Assert.True(t.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => t.sum());
    }

    [Fact]
    public void A_device_is_read_from_its_name()
    {
        var first = device("cuda:0");
        Assert.Equal(DeviceType.CUDA, first.type);
        Assert.Equal(0, first.index);
        Assert.Equal("cpu", device("cpu").ToString());
        Assert.Equal(DeviceType.CPU, zeros(1).to(device("cpu")).device_type);
    }

    [Fact]
    public void A_tensor_file_gives_the_tensor_back()
    {
        var path = Path.GetTempFileName();
        try
        {
            var t = randn(3, 4);
            save(t, path);
            Assert.True(load(path).Equals(t));
            t.Save(path);
            Assert.True(Tensor.Load(path).Equals(t));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _scope.Dispose();
}
