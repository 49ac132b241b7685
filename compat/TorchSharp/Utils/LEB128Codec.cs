namespace TorchSharp.Utils;

/// <summary>Unsigned numbers in groups of seven bits, the least significant first.</summary>
internal static class LEB128Codec
{
    public static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        do
        {
            var group = (byte)(value & 0x7f);
            value >>= 7;
            writer.Write((byte)(value == 0 ? group : group | 0x80));
        }
        while (value != 0);
    }

    public static long Decode(this BinaryReader reader)
    {
        var value = 0L;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var group = reader.ReadByte();
            value |= (long)(group & 0x7f) << shift;
            if ((group & 0x80) == 0)
            {
                return value;
            }
        }

        throw new InvalidDataException("a LEB128 number of more than 64 bits");
    }
}
