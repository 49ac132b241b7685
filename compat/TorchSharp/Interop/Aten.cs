using System.Collections.Concurrent;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Calls libtorch's operators ("add.Tensor" is aten::add, overload Tensor); arguments left out at the end take the schema's defaults.</summary>
internal static unsafe class Aten
{
    private const int MostResults = 8;
    private static readonly ConcurrentDictionary<string, nint> s_operators = new(StringComparer.Ordinal);

    /// <summary>Calls an operator with one tensor as result.</summary>
    public static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result = default;
        Invoke(name, arguments, new Span<NativeValue>(ref result));
        return Take(name, result);
    }

    /// <summary>Calls an operator with two tensors as results.</summary>
    public static (Tensor First, Tensor Second) Two(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[2];
        Invoke(name, arguments, results);
        return (Take(name, results[0]), Take(name, results[1]));
    }

    /// <summary>Calls an operator with three tensors as results.</summary>
    public static (Tensor First, Tensor Second, Tensor Third) Three(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[3];
        Invoke(name, arguments, results);
        return (Take(name, results[0]), Take(name, results[1]), Take(name, results[2]));
    }

    /// <summary>Calls an operator with a list of tensors as result.</summary>
    public static Tensor[] Many(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result = default;
        Invoke(name, arguments, new Span<NativeValue>(ref result));
        var handles = (nint*)result.Bits;
        var tensors = new Tensor[result.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(handles[i]);
        }

        NativeMethods.glacier_torch_free_list(result.Bits != 0 ? (nint)result.Bits : 0);
        return tensors;
    }

    /// <summary>Calls an operator with a number as result.</summary>
    public static Scalar Number(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result = default;
        Invoke(name, arguments, new Span<NativeValue>(ref result));
        return result.Kind switch
        {
            ValueKind.Real => result.Real,
            ValueKind.Boolean => result.Bits != 0,
            ValueKind.Integer => result.Bits,
            _ => throw new InvalidOperationException($"{name} gave no number"),
        };
    }

    /// <summary>Calls an operator for its effect; whatever it returns is released at once.</summary>
    public static void Run(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<NativeValue> results = stackalloc NativeValue[MostResults];
        var count = Invoke(name, arguments, results);
        foreach (var result in results[..count])
        {
            if (result.Kind == ValueKind.Tensor)
            {
                NativeMethods.glacier_torch_tensor_release((nint)result.Bits);
            }
        }
    }

    private static Tensor Take(string name, NativeValue value) =>
        value.Kind == ValueKind.Tensor ? new Tensor((nint)value.Bits) : throw new InvalidOperationException($"{name} gave no tensor");

    private static int Invoke(string name, ReadOnlySpan<Argument> arguments, Span<NativeValue> results)
    {
        var operation = s_operators.GetOrAdd(name, Find);
        var words = 0;
        foreach (ref readonly var argument in arguments)
        {
            words += Words(argument);
        }

        Span<long> memory = words <= 256 ? stackalloc long[words] : new long[words];
        Span<NativeValue> values = stackalloc NativeValue[arguments.Length];
        fixed (long* start = memory)
        fixed (NativeValue* first = values)
        fixed (NativeValue* output = results)
        {
            var free = start;
            for (var i = 0; i < arguments.Length; i++)
            {
                first[i] = Convert(arguments[i], ref free);
            }

            var count = NativeMethods.glacier_torch_call(operation, first, arguments.Length, output, results.Length);
            foreach (ref readonly var argument in arguments)
            {
                GC.KeepAlive(argument.Reference);
            }

            return Native.Check(count);
        }
    }

    private static nint Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Native.Check(NativeMethods.glacier_torch_operator("aten::" + (dot < 0 ? name : name[..dot]), dot < 0 ? "" : name[(dot + 1)..]));
    }

    private static int Words(in Argument argument) => argument.Reference switch
    {
        _ when argument.Kind is ValueKind.Tensor or ValueKind.Generator => 0,
        string text => (Encoding.UTF8.GetByteCount(text) + 7) / 8,
        Array list => list.Length,
        _ => 0,
    };

    private static NativeValue Convert(in Argument argument, ref long* free)
    {
        var value = new NativeValue { Kind = argument.Kind, Bits = argument.Bits };
        switch (argument.Kind)
        {
            case ValueKind.Tensor:
                value.Bits = ((Tensor)argument.Reference!).Handle;
                break;
            case ValueKind.Integers:
                Place(ref value, ref free, (long[])argument.Reference!);
                break;
            case ValueKind.Reals:
                Place(ref value, ref free, Array.ConvertAll((double[])argument.Reference!, BitConverter.DoubleToInt64Bits));
                break;
            case ValueKind.Booleans:
                Place(ref value, ref free, Array.ConvertAll((bool[])argument.Reference!, flag => flag ? 1L : 0L));
                break;
            case ValueKind.Tensors or ValueKind.OptionalTensors:
                Place(ref value, ref free, Array.ConvertAll((Tensor?[])argument.Reference!, tensor => tensor is null ? 0L : tensor.Handle));
                break;
            case ValueKind.String:
                var text = (string)argument.Reference!;
                value.Length = Encoding.UTF8.GetBytes(text, new Span<byte>(free, ((Encoding.UTF8.GetByteCount(text) + 7) / 8) * 8));
                value.Bits = (nint)free;
                free += (value.Length + 7) / 8;
                break;
        }

        return value;
    }

    private static void Place(ref NativeValue value, ref long* free, long[] words)
    {
        words.CopyTo(new Span<long>(free, words.Length));
        value.Length = words.Length;
        value.Bits = (nint)free;
        free += words.Length;
    }
}
