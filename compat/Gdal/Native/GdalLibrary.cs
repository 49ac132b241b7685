using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>Finds the operating system's libgdal, whatever version its distribution carries.</summary>
internal static class GdalLibrary
{
    /// <summary>Name that the imports use.</summary>
    public const string Name = "gdal";

    private static readonly Lazy<nint> Library = new(Load);

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "the resolver must be in place before the first import")]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Name ? Library.Value : 0);

    /// <summary>Address of an exported function, for callbacks that libgdal itself provides.</summary>
    public static nint Export(string function) => NativeLibrary.GetExport(Library.Value, function);

    private static nint Load()
    {
        var newestFirst = Enumerable.Range(30, 20).Reverse().Select(version => $"libgdal.so.{version}");
        foreach (var candidate in newestFirst.Prepend("libgdal.so").Append("libgdal.dylib"))
        {
            if (NativeLibrary.TryLoad(candidate, out var library))
            {
                return library;
            }
        }

        throw new DllNotFoundException("libgdal was not found (libgdal.so, libgdal.so.30 … .49). Install it with: apt-get install gdal-bin");
    }
}
