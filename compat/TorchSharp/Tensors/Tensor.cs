using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A counted handle to a libtorch tensor. The finalizer releases a forgotten one; dispose scopes release them in time.</summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;
        private static long s_peakCount;

        internal nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            var total = Interlocked.Increment(ref s_totalCount);
            if (total > s_peakCount)
            {
                s_peakCount = total;
            }

            if (register)
            {
                OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
            }
        }

        ~Tensor() => Dispose(false);

        /// <summary>How many tensors hold a native handle now.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        /// <summary>The most that ever held one at the same time.</summary>
        public static long PeakCount => s_peakCount;

        public string? name { get; set; }

        public bool IsInvalid => handle == 0;

        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
            {
                other?.Attach(this);
            }
            else
            {
                OwningDisposeScope.MoveToOther(other, this);
            }

            return this;
        }

        /// <summary>Gives the native handle away; this tensor is empty afterwards.</summary>
        internal nint MoveHandle()
        {
            var given = Handle;
            handle = 0;
            Interlocked.Decrement(ref s_totalCount);
            GC.SuppressFinalize(this);
            return given;
        }

        /// <summary>Takes the place of another tensor in the dispose scope that owns it.</summary>
        internal void TakePlaceOf(Tensor original)
        {
            var scope = original.OwningDisposeScope;
            if (scope is not null)
            {
                scope.Forget(original);
                scope.Take(this);
            }
        }

        protected virtual void Dispose(bool disposing)
        {
            var released = Interlocked.Exchange(ref handle, 0);
            if (released == 0)
            {
                return;
            }

            DisposeScopeManager.ThreadSingleton.Disposing(this);
            if (disposing)
            {
                OwningDisposeScope?.Forget(this);
            }

            Interlocked.Decrement(ref s_totalCount);
            NativeMethods.glacier_torch_tensor_release(released);
        }
    }
}
