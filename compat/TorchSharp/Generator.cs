using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of pseudorandom numbers with a state that can be read and set.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null)
            : this(Native.Check(NativeMethods.glacier_torch_generator_new((device ?? CPU).Packed, unchecked((long)seed))), device ?? CPU)
        {
        }

        private Generator(nint handle, Device device)
        {
            Handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(false);

        public static Generator Default => DefaultOf(CPU);

        public nint Handle { get; private set; }

        public Device device { get; private set; }

        public Tensor get_state() => new(Native.Check(NativeMethods.glacier_torch_generator_state(Handle)));

        public void set_state(Tensor value)
        {
            Native.Check(NativeMethods.glacier_torch_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(NativeMethods.glacier_torch_generator_seed(Handle, seed));
            return this;
        }

        public long seed()
        {
            var seed = Random.Shared.NextInt64();
            manual_seed(seed);
            return seed;
        }

        public long initial_seed() => NativeMethods.glacier_torch_generator_initial_seed(Handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        internal static Generator DefaultOf(Device device) => new(Native.Check(NativeMethods.glacier_torch_generator_default(device.Packed)), device);

        protected virtual void Dispose(bool disposing)
        {
            if (Handle != 0)
            {
                NativeMethods.glacier_torch_generator_release(Handle);
                Handle = 0;
            }
        }
    }

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long seed() => random.seed();

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static partial class random
    {
        public static long seed() => Generator.Default.seed();

        public static long initial_seed() => Generator.Default.initial_seed();

        public static Generator manual_seed(long seed)
        {
            Native.Check(NativeMethods.glacier_torch_manual_seed(seed));
            return Generator.Default;
        }

        public static Tensor get_rng_state() => Generator.Default.get_state();

        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
