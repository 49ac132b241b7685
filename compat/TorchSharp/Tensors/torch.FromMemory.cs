using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static unsafe Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var sizes = new long[rawArray.Rank];
        for (var dimension = 0; dimension < sizes.Length; dimension++)
        {
            sizes[dimension] = rawArray.GetLongLength(dimension);
        }

        return FromArray(rawArray, 0, sizes, dtype, device, requires_grad);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>A tensor of the elements of an array from the one at offset (in elements) on; unlike the genuine one it does not share the array's memory.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (count < 0)
        {
            count = rawArray.LongLength - offset;
        }

        if (count + offset > rawArray.LongLength)
        {
            throw new IndexOutOfRangeException("offset and count");
        }

        return FromArray(rawArray, offset, [count], dtype, null, requires_grad);
    }

    private static unsafe Tensor FromArray(Array array, long offset, long[] sizes, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var type = ElementTypes.Of(array.GetType().GetElementType()!);
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        try
        {
            return FromPointer((byte*)pin.AddrOfPinnedObject() + (offset * type.ElementSize()), sizes, type, dtype, device, requires_grad);
        }
        finally
        {
            pin.Free();
        }
    }

    private static unsafe Tensor From<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in sizes)
        {
            count *= size;
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {values.Length}");
        }

        fixed (T* first = values)
        {
            return FromPointer(first, sizes, ElementTypes.Of(typeof(T)), dtype, device, requires_grad);
        }
    }

    private static unsafe Tensor FromPointer(void* data, ReadOnlySpan<long> sizes, ScalarType type, ScalarType? dtype, Device? device, bool requires_grad)
    {
        Tensor made;
        fixed (long* size = sizes)
        {
            made = new Tensor(Native.Check(NativeMethods.glacier_torch_tensor_from_memory(data, size, sizes.Length, (int)type)));
        }

        var place = InitializeDevice(device);
        if ((dtype is { } wanted && wanted != type) || place.type != DeviceType.CPU)
        {
            made = made.to(dtype ?? type, place, disposeAfter: true);
        }

        if (requires_grad)
        {
            made.requires_grad = true;
        }

        return made;
    }
}
