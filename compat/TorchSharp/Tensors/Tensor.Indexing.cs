using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => Assign(indices, value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices).Dispose();
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index([i1]);
            set => Assign([i1], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index([i1, i2]);
            set => Assign([i1, i2], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index([i1, i2, i3]);
            set => Assign([i1, i2, i3], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index([i1, i2, i3, i4]);
            set => Assign([i1, i2, i3, i4], value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, masks) = ViewAt(indices);
            if (masks is null)
            {
                return view;
            }

            using (view)
            {
                return Aten.Call("index.Tensor", view, Argument.Optional(masks));
            }
        }

        public Tensor index(params Tensor[] indices) => Aten.Call("index.Tensor", this, Argument.Optional(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, masks) = ViewAt(indices);
            using (view)
            {
                if (masks is not null)
                {
                    Aten.Run("index_put_", view, Argument.Optional(masks), value, accumulate);
                }
                else if (accumulate)
                {
                    Aten.Run("add_.Tensor", view, value);
                }
                else
                {
                    Aten.Run("copy_", view, value);
                }
            }

            return alias();
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.Call("index_put_", this, Argument.Optional(indices), value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filled = full(Array.Empty<long>(), value, dtype: dtype, device: device);
            return index_put_(filled, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var filled = full(Array.Empty<long>(), value, dtype: dtype, device: device);
            return index_put_(filled, indices);
        }

        private void Assign(TensorIndex[] indices, Tensor value) => index_put_(value, indices, false).Dispose();

        /// <summary>The view that numbers, slices, ellipses and new axes select, and the index tensors that remain for it.</summary>
        private (Tensor View, Tensor?[]? Masks) ViewAt(TensorIndex[] indices)
        {
            var consumed = indices.Sum(Consumes);
            var view = alias();
            List<Tensor?> masks = [];
            var any = false;
            var axis = 0L;

            void Step(Tensor next)
            {
                view.Dispose();
                view = next;
            }

            foreach (var index in indices)
            {
                switch (index.Of)
                {
                    case TensorIndex.Kind.Single:
                        Step(Aten.Call("select.int", view, axis, index.Start!.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        Step(Aten.Call("slice.Tensor", view, axis, index.Start, index.Stop, index.Step ?? 1));
                        masks.Add(null);
                        axis++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        for (var skipped = Dimensions - consumed; skipped > 0; skipped--)
                        {
                            masks.Add(null);
                            axis++;
                        }

                        break;
                    case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                        Step(Aten.Call("unsqueeze", view, axis));
                        masks.Add(null);
                        axis++;
                        break;
                    case TensorIndex.Kind.Bool:
                        Step(Aten.Call("unsqueeze", view, axis));
                        masks.Add(tensor(index.Start != 0 ? new long[] { 0 } : [], dtype: ScalarType.Int64));
                        any = true;
                        axis++;
                        break;
                    default:
                        masks.Add(index.Indices);
                        any = true;
                        axis += Consumes(index);
                        break;
                }
            }

            return (view, any ? [.. masks] : null);
        }

        private static long Consumes(TensorIndex index) => index.Of switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => index.Indices!.dtype == ScalarType.Bool ? index.Indices.Dimensions : 1,
            _ => 0,
        };
    }
}
