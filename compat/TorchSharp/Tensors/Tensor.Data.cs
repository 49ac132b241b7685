using System.Runtime.CompilerServices;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor on the processor; valid while the tensor lives.</summary>
        /// <exception cref="NotImplementedException">the tensor is not contiguous</exception>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                {
                    throw new NotImplementedException("Bytes() called on non-contiguous tensor.");
                }

                if (!is_cpu())
                {
                    throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                }

                return new Span<byte>(NativeMethods.glacier_torch_tensor_data(Handle), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                if (value.Length != NumberOfElements * ElementSize)
                {
                    throw new ArgumentException("Mismatched data sizes in Tensor.set_bytes().");
                }

                value.CopyTo(bytes);
            }
        }

        /// <summary>The elements, in place where they lie in the processor's memory.</summary>
        /// <exception cref="ArgumentException">T is not the element type</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            Require<T>();
            return new TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        /// <exception cref="ArgumentException">the tensor has not exactly one element, or T is not its type</exception>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }

            Require<T>();
            if (is_cpu())
            {
                var value = Unsafe.Read<T>(NativeMethods.glacier_torch_tensor_data(Handle));
                GC.KeepAlive(this);
                return value;
            }

            using var here = cpu();
            return here.item<T>();
        }

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public T ReadCpuValue<T>(long i)
            where T : unmanaged => data<T>().At(i);

        public Scalar ToScalar() => Aten.Number("item", this);

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            if (is_cpu() && is_contiguous())
            {
                TransferBytes(part => stream.Write(part));
                return;
            }

            using var copy = contiguous().cpu();
            copy.TransferBytes(part => stream.Write(part));
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            if (!is_cpu() || !is_contiguous())
            {
                using var here = empty(shape, dtype: dtype);
                here.ReadBytesFromStream(stream, bufferSize);
                using var gradients = no_grad();
                copy_(here).Dispose();
                return;
            }

            TransferBytes(part => stream.ReadExactly(part));
        }

        private void TransferBytes(SpanAction transfer)
        {
            const int MostAtOnce = 1 << 28;
            var data = (byte*)NativeMethods.glacier_torch_tensor_data(Handle);
            for (long done = 0, total = NumberOfElements * ElementSize; done < total; done += MostAtOnce)
            {
                transfer(new Span<byte>(data + done, (int)Math.Min(MostAtOnce, total - done)));
            }

            GC.KeepAlive(this);
        }

        private delegate void SpanAction(Span<byte> part);

        private void Require<T>()
            where T : unmanaged
        {
            var type = dtype;
            if (typeof(T) != type.ElementType())
            {
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {type}");
            }
        }
    }
}
