using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType s_defaultType = ScalarType.Float32;
    private static Device? s_defaultDevice;

    /// <summary>The version of the libtorch that is loaded.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.glacier_torch_version())!;

    public static ScalarType get_default_dtype() => s_defaultType;

    public static void set_default_dtype(ScalarType dtype) => s_defaultType = dtype;

    public static Device get_default_device() => s_defaultDevice ?? CPU;

    public static void set_default_device(Device device) => s_defaultDevice = device;

    public static int get_num_threads() => NativeMethods.glacier_torch_threads(0);

    public static void set_num_threads(int num) => Native.Check(NativeMethods.glacier_torch_threads(num));

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException("Torch device type CUDA did not initialise on the current machine.");
        }
    }

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        public static bool is_available() => NativeMethods.glacier_torch_cuda_available() != 0;

        public static int device_count() => NativeMethods.glacier_torch_cuda_devices();

        public static void manual_seed(long seed)
        {
            if (is_available())
            {
                using var generator = Generator.DefaultOf(CUDA);
                generator.manual_seed(seed);
            }
        }

        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++)
            {
                using var generator = Generator.DefaultOf(new Device(DeviceType.CUDA, i));
                generator.manual_seed(seed);
            }
        }

        public static void synchronize(Device? device = null) => Native.Check(NativeMethods.glacier_torch_cuda_synchronize(device?.index ?? -1));
    }
}
