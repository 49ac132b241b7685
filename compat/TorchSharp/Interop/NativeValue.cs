using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C interface's tagged value: a number, or a pointer with a length.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueKind Kind;
    public int Length;
    public long Bits;

    public readonly double Real => BitConverter.Int64BitsToDouble(Bits);
}
