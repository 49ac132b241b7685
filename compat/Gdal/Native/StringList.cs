using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>A NULL-terminated array of UTF-8 strings, as libgdal takes options.</summary>
internal readonly ref struct StringList
{
    private readonly int _count;

    public StringList(string[]? items)
    {
        if (items is null)
        {
            return;
        }

        _count = items.Length;
        Pointer = Marshal.AllocCoTaskMem((items.Length + 1) * nint.Size);
        for (var i = 0; i < items.Length; i++)
        {
            Marshal.WriteIntPtr(Pointer, i * nint.Size, Marshal.StringToCoTaskMemUTF8(items[i]));
        }

        Marshal.WriteIntPtr(Pointer, items.Length * nint.Size, 0);
    }

    public nint Pointer { get; }

    public void Dispose()
    {
        if (Pointer == 0)
        {
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            Marshal.FreeCoTaskMem(Marshal.ReadIntPtr(Pointer, i * nint.Size));
        }

        Marshal.FreeCoTaskMem(Pointer);
    }

    /// <summary>Copies a list that libgdal keeps.</summary>
    public static string[] Read(nint list)
    {
        var items = new List<string>();
        for (var at = list; at != 0 && Marshal.ReadIntPtr(at) is var item && item != 0; at += nint.Size)
        {
            items.Add(Text(item)!);
        }

        return [.. items];
    }

    /// <summary>Copies a list that libgdal hands over, and frees it.</summary>
    public static string[] Take(nint list)
    {
        var items = Read(list);
        NativeMethods.CSLDestroy(list);
        return items;
    }

    public static string? Text(nint text) => Marshal.PtrToStringUTF8(text);

    /// <summary>Copies a string that libgdal hands over, and frees it.</summary>
    public static string? TakeText(nint text)
    {
        var copy = Text(text);
        NativeMethods.VSIFree(text);
        return copy;
    }
}
