using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Turns the C interface's failures into exceptions.</summary>
internal static unsafe class Native
{
    /// <exception cref="ExternalException">always, with libtorch's message</exception>
    public static ExternalException Failure() => new(Marshal.PtrToStringUTF8((nint)NativeMethods.glacier_torch_error()));

    public static int Check(int result) => result < 0 ? throw Failure() : result;

    public static nint Check(nint handle) => handle == 0 ? throw Failure() : handle;

    public static long CheckCount(long result) => result < 0 ? throw Failure() : result;

    /// <summary>The native handles of a list of tensors; an absent list has none.</summary>
    public static nint[] Handles(IEnumerable<torch.Tensor?>? tensors) =>
        tensors is null ? [] : [.. tensors.Select(tensor => tensor is null ? 0 : tensor.Handle)];
}
