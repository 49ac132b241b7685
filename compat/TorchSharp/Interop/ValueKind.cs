namespace TorchSharp.Interop;

/// <summary>What a value that crosses the C interface is; the numbers are those of glacier_torch.cpp.</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Integer = 2,
    Real = 3,
    Boolean = 4,
    Integers = 5,
    Reals = 6,
    Tensors = 7,
    OptionalTensors = 8,
    String = 9,
    Generator = 10,
    Device = 11,
    Default = 12,
    Booleans = 13,
}
