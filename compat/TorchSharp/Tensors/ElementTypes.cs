namespace TorchSharp;

/// <summary>What each element type is in .NET.</summary>
internal static class ElementTypes
{
    /// <exception cref="ArgumentException">.NET has no such type</exception>
    public static Type ElementType(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte => typeof(byte),
        torch.ScalarType.Int8 => typeof(sbyte),
        torch.ScalarType.Int16 => typeof(short),
        torch.ScalarType.Int32 => typeof(int),
        torch.ScalarType.Int64 => typeof(long),
        torch.ScalarType.Float16 => typeof(Half),
        torch.ScalarType.Float32 => typeof(float),
        torch.ScalarType.Float64 => typeof(double),
        torch.ScalarType.Bool => typeof(bool),
        torch.ScalarType.ComplexFloat32 => typeof((float, float)),
        torch.ScalarType.ComplexFloat64 => typeof(System.Numerics.Complex),
        _ => throw new ArgumentException($"No support for {type} in TorchSharp"),
    };

    /// <exception cref="ArgumentException">libtorch has no such type</exception>
    public static torch.ScalarType Of(Type type) =>
        type == typeof(byte) ? torch.ScalarType.Byte
        : type == typeof(sbyte) ? torch.ScalarType.Int8
        : type == typeof(short) ? torch.ScalarType.Int16
        : type == typeof(int) ? torch.ScalarType.Int32
        : type == typeof(long) ? torch.ScalarType.Int64
        : type == typeof(Half) ? torch.ScalarType.Float16
        : type == typeof(float) ? torch.ScalarType.Float32
        : type == typeof(double) ? torch.ScalarType.Float64
        : type == typeof(bool) ? torch.ScalarType.Bool
        : type == typeof((float, float)) ? torch.ScalarType.ComplexFloat32
        : type == typeof(System.Numerics.Complex) ? torch.ScalarType.ComplexFloat64
        : throw new ArgumentException($"The type {type} is not an element type of tensors");
}
