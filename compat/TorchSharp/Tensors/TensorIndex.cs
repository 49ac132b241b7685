namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of a tensor: a number, a slice, a mask or index tensor, an ellipsis, or a new axis.</summary>
    public struct TensorIndex
    {
        public static TensorIndex Ellipsis = new() { Of = Kind.Ellipsis };

        public static TensorIndex None = new() { Of = Kind.None };

        public static TensorIndex Null = new() { Of = Kind.Null };

        public static TensorIndex Colon = Slice();

        internal enum Kind
        {
            None,
            Single,
            Null,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        internal Kind Of { get; private set; }

        internal long? Start { get; private set; }

        internal long? Stop { get; private set; }

        internal long? Step { get; private set; }

        internal Tensor? Indices { get; private set; }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { Of = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, (long?)range.end);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value);

        public static TensorIndex Bool(bool value) => new() { Of = Kind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { Of = Kind.Single, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { Of = Kind.Tensor, Indices = tensor };
    }
}
