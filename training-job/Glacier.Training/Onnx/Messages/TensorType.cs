namespace Glacier.Training.Onnx.Messages;

/// <summary>Element types of a tensor, numbered as ONNX numbers them (<c>TensorProto.DataType</c>); those that this project reads or writes.</summary>
public enum TensorType
{
    /// <summary>No type said.</summary>
    Undefined = 0,

    /// <summary>32-bit float.</summary>
    Float = 1,

    /// <summary>Unsigned byte.</summary>
    UInt8 = 2,

    /// <summary>Signed byte.</summary>
    Int8 = 3,

    /// <summary>32-bit integer.</summary>
    Int32 = 6,

    /// <summary>64-bit integer.</summary>
    Int64 = 7,

    /// <summary>Truth value, one byte.</summary>
    Bool = 9,

    /// <summary>16-bit float (IEEE 754 binary16).</summary>
    Float16 = 10,

    /// <summary>64-bit float.</summary>
    Double = 11,
}
