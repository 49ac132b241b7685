using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A processor or a GPU: "cpu", "cuda", "cuda:0".</summary>
    public class Device
    {
        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length > 2)
            {
                throw new ArgumentException("Failed to parse device string");
            }

            type = TypeOf(parts[0]);
            index = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        public Device(string deviceType, int index = -1)
        {
            type = TypeOf(deviceType);
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
        {
            type = DeviceType.CUDA;
            this.index = index;
        }

        public DeviceType type { get; private set; } = DeviceType.CPU;

        public int index { get; private set; } = -1;

        internal long Packed => ((long)type << 16) | (ushort)(short)index;

        public static implicit operator Device(string description) => new(description);

        public override string ToString() =>
            type.ToString().ToLowerInvariant() + (index == -1 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture));

        internal static Device FromPacked(long packed) => new((DeviceType)(packed >> 16), (short)(packed & 0xffff));

        private static DeviceType TypeOf(string name) => Enum.Parse<DeviceType>(name, ignoreCase: true);
    }

    public static readonly Device CPU = new(DeviceType.CPU, -1);

    public static readonly Device META = new(DeviceType.META, -1);

    public static Device CUDA => new(DeviceType.CUDA, -1);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(DeviceType.CUDA, index);
}
