namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns; modules find it by this type.</summary>
    public class Parameter : torch.Tensor
    {
        /// <param name="data">becomes empty</param>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(data.with_requires_grad(requires_grad).MoveHandle(), register: false) => TakePlaceOf(data);

        internal Parameter(nint handle)
            : base(handle)
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
