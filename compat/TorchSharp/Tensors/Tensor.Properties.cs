using System.Globalization;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public long Dimensions => Native.CheckCount(NativeMethods.glacier_torch_tensor_dimensions(Handle));

        public long ndim => Dimensions;

        public long NumberOfElements => Native.CheckCount(NativeMethods.glacier_torch_tensor_count(Handle));

        public long ElementSize => dtype.ElementSize();

        public ScalarType dtype => (ScalarType)Native.Check(NativeMethods.glacier_torch_tensor_type(Handle));

        public Device device => Device.FromPacked(NativeMethods.glacier_torch_tensor_device(Handle));

        public int device_index => device.index;

        public DeviceType device_type => device.type;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_leaf => Native.Check(NativeMethods.glacier_torch_tensor_is_leaf(Handle)) != 0;

        public bool requires_grad
        {
            get => Native.Check(NativeMethods.glacier_torch_tensor_requires_grad(Handle)) != 0;
            set => Native.Check(NativeMethods.glacier_torch_tensor_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>The gradient that backward summed up, null where there is none. Each read makes a new reference.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient;
                Native.Check(NativeMethods.glacier_torch_tensor_grad(Handle, &gradient));
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                Native.Check(NativeMethods.glacier_torch_tensor_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        public long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* first = sizes)
                {
                    Native.Check(NativeMethods.glacier_torch_tensor_sizes(Handle, first, null));
                }

                return sizes;
            }
        }

        public Tensor T => Aten.Call("numpy_T", this);

        public Tensor H => Aten.Call("matrix_H", this);

        public Tensor mT => Aten.Call("mT", this);

        public Tensor mH => Aten.Call("mH", this);

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long storage_offset() => Native.CheckCount(NativeMethods.glacier_torch_tensor_offset(Handle));

        public long[] size() => shape;

        public long size(int dim)
        {
            var sizes = shape;
            var index = dim < 0 ? dim + sizes.Length : dim;
            return (uint)index < (uint)sizes.Length
                ? sizes[index]
                : throw new System.Runtime.InteropServices.ExternalException(string.Create(CultureInfo.InvariantCulture, $"Dimension out of range (expected to be in range of [{-sizes.Length}, {sizes.Length - 1}], but got {dim})"));
        }

        public long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* first = strides)
            {
                Native.Check(NativeMethods.glacier_torch_tensor_sizes(Handle, null, first));
            }

            return strides;
        }

        public long stride(int dim)
        {
            var strides = stride();
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_contiguous() => Native.Check(NativeMethods.glacier_torch_tensor_is_contiguous(Handle)) != 0;

        public bool is_nonzero() => Aten.Number("is_nonzero", this).ToBoolean();

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.Check(NativeMethods.glacier_torch_tensor_retain_grad(Handle));

        public void backward() => autograd.backward(this, (IList<Tensor>?)null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        public Tensor alias() => new(Native.Check(NativeMethods.glacier_torch_tensor_alias(Handle)));

        /// <summary>The shape and the type, and the values of a small tensor.</summary>
        public override string ToString()
        {
            if (IsInvalid)
            {
                return "[disposed]";
            }

            return string.Create(CultureInfo.InvariantCulture, $"[{string.Join("x", shape)}], type = {dtype}, device = {device}");
        }
    }
}
