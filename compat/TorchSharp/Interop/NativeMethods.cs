using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C interface of Native/glacier_torch.cpp.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "glacier_torch";

    // libtorch 1.13 starts with one thread
#pragma warning disable CA2255 // the module's first use is the moment that is wanted
    [ModuleInitializer]
    internal static void UseEveryProcessor()
    {
        try
        {
            glacier_torch_threads(Environment.ProcessorCount);
        }
        catch (DllNotFoundException)
        {
            // the first operator says what is missing
        }
    }
#pragma warning restore CA2255

    [LibraryImport(Library)]
    internal static partial byte* glacier_torch_error();

    [LibraryImport(Library)]
    internal static partial byte* glacier_torch_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint glacier_torch_operator(string name, string overload);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_call(nint operation, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    internal static partial void glacier_torch_free_list(nint list);

    [LibraryImport(Library)]
    internal static partial void glacier_torch_tensor_release(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint glacier_torch_tensor_alias(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint glacier_torch_tensor_from_memory(void* data, long* sizes, int dimensions, int type);

    [LibraryImport(Library)]
    internal static partial long glacier_torch_tensor_dimensions(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_sizes(nint tensor, long* sizes, long* strides);

    [LibraryImport(Library)]
    internal static partial long glacier_torch_tensor_count(nint tensor);

    [LibraryImport(Library)]
    internal static partial long glacier_torch_tensor_offset(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_type(nint tensor);

    [LibraryImport(Library)]
    internal static partial long glacier_torch_tensor_device(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_is_contiguous(nint tensor);

    [LibraryImport(Library)]
    internal static partial void* glacier_torch_tensor_data(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_requires_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_set_requires_grad(nint tensor, int wanted);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_is_leaf(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_retain_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_grad(nint tensor, nint* gradient);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_tensor_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_grad_mode(int wanted);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_backward(nint* outputs, int outputCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_grad(nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial nint glacier_torch_generator_new(long place, long seed);

    [LibraryImport(Library)]
    internal static partial nint glacier_torch_generator_default(long place);

    [LibraryImport(Library)]
    internal static partial void glacier_torch_generator_release(nint generator);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_generator_seed(nint generator, long seed);

    [LibraryImport(Library)]
    internal static partial long glacier_torch_generator_initial_seed(nint generator);

    [LibraryImport(Library)]
    internal static partial nint glacier_torch_generator_state(nint generator);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_manual_seed(long seed);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int glacier_torch_save(nint tensor, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint glacier_torch_load(string path);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_cuda_available();

    [LibraryImport(Library)]
    internal static partial int glacier_torch_cuda_devices();

    [LibraryImport(Library)]
    internal static partial int glacier_torch_cuda_synchronize(long index);

    [LibraryImport(Library)]
    internal static partial int glacier_torch_threads(int wanted);
}
