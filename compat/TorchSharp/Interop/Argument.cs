using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>One argument of an operator; conversions exist from everything an operator takes.</summary>
internal readonly struct Argument
{
    private Argument(ValueKind kind, long bits = 0, object? reference = null)
    {
        Kind = kind;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>An argument that is absent (null in the schema's sense).</summary>
    public static Argument None => default;

    /// <summary>The schema's default.</summary>
    public static Argument Default => new(ValueKind.Default);

    public ValueKind Kind { get; }

    public long Bits { get; }

    public object? Reference { get; }

    /// <summary>A list of tensors of which some may be absent, as indexing takes it.</summary>
    public static Argument Optional(Tensor?[] tensors) => new(ValueKind.OptionalTensors, reference: tensors);

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ValueKind.Tensor, reference: value);

    public static implicit operator Argument(Tensor[] value) => new(ValueKind.Tensors, reference: value);

    public static implicit operator Argument(long value) => new(ValueKind.Integer, value);

    public static implicit operator Argument(long? value) => value is { } number ? number : None;

    public static implicit operator Argument(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } number ? number : None;

    public static implicit operator Argument(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    public static implicit operator Argument(long[]? value) => value is null ? None : new(ValueKind.Integers, reference: value);

    public static implicit operator Argument(double[]? value) => value is null ? None : new(ValueKind.Reals, reference: value);

    public static implicit operator Argument(bool[] value) => new(ValueKind.Booleans, reference: value);

    public static implicit operator Argument(string? value) => value is null ? None : new(ValueKind.String, reference: value);

    public static implicit operator Argument(Generator? value) => value is null ? None : new(ValueKind.Generator, value.Handle, value);

    public static implicit operator Argument(ScalarType value) => new(ValueKind.Integer, (long)value);

    public static implicit operator Argument(ScalarType? value) => value is { } type ? type : None;

    public static implicit operator Argument(Device? value) => value is null ? None : new(ValueKind.Device, value.Packed);

    public static implicit operator Argument(Scalar? value) => value is null ? None : value.Type switch
    {
        ScalarType.Bool => new Argument(ValueKind.Boolean, value.ToInt64()),
        ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16 => value.ToDouble(),
        _ => value.ToInt64(),
    };
}
