using System.Collections;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in the processor's memory, in row-major order whatever the strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly T* _data;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _data = (T*)NativeMethods.glacier_torch_tensor_data(tensor.Handle);
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
    }

    public long Count => _tensor.numel();

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => _data[Offset(indices)];
        set => _data[Offset(indices)] = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    public Array ToNDArray()
    {
        var array = Array.CreateInstance(typeof(T), _shape);
        if (array.Length > 0)
        {
            fixed (byte* first = &MemoryMarshal.GetArrayDataReference(array))
            {
                CopyTo(new Span<T>(first, array.Length));
            }
        }

        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous)
        {
            new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(array[arrayIndex..]);
        }
        else
        {
            using var packed = torch.no_grad();
            using var copy = _tensor.contiguous();
            new TensorAccessor<T>(copy).CopyTo(array, arrayIndex, tensorIndex);
        }

        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        for (var i = arrayIndex; i < array.Length && tensorIndex < Count; i++, tensorIndex++)
        {
            _data[LinearOffset(tensorIndex)] = array[i];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        var count = Count;
        for (long i = 0; i < count; i++)
        {
            yield return At(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        // the memory belongs to the tensor
    }

    internal T At(long index) => _data[LinearOffset(index)];

    private long LinearOffset(long index)
    {
        if (index < 0 || index >= Count)
        {
            throw new IndexOutOfRangeException();
        }

        if (_contiguous)
        {
            return index;
        }

        var offset = 0L;
        for (var dimension = _shape.Length - 1; dimension >= 0; dimension--)
        {
            offset += index % _shape[dimension] * _strides[dimension];
            index /= _shape[dimension];
        }

        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && _shape.Length != 1)
        {
            return LinearOffset(indices[0]);
        }

        if (indices.Length != _shape.Length)
        {
            throw new ArgumentException($"A tensor of {_shape.Length} dimensions takes as many indices");
        }

        var offset = 0L;
        for (var dimension = 0; dimension < indices.Length; dimension++)
        {
            var index = indices[dimension];
            if (index < 0 || index >= _shape[dimension])
            {
                throw new IndexOutOfRangeException();
            }

            offset += index * _strides[dimension];
        }

        return offset;
    }
}
