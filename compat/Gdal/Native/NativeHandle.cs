using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>A pointer into libgdal; owned ones are released once, borrowed ones keep their owner alive.</summary>
internal sealed class NativeHandle : SafeHandle
{
    private readonly Action<nint>? _release;
    private readonly NativeHandle? _owner;

    public NativeHandle(nint pointer, Action<nint>? release, NativeHandle? owner = null)
        : base(0, true)
    {
        _release = release;
        _owner = owner;
        SetHandle(pointer);
    }

    /// <summary>Stands for an argument that is not given.</summary>
    public static NativeHandle None { get; } = new(0, null);

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    /// <summary>The owner that must outlive this pointer, if any.</summary>
    public NativeHandle? Owner => _owner;

    protected override bool ReleaseHandle()
    {
        _release?.Invoke(handle);
        return true;
    }
}
