using System.IO.Compression;
using System.Text;

namespace Glacier.Training.Tests.Data.Panorama;

/// <summary>Writes the list of CVACT as MATLAB does: a compressed array of characters, two structures with a column of numbers each.</summary>
internal static class MatBytes
{
    public static byte[] Cvact(string[] names, int[] training, int[] validation)
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)));
        stream.Write([0, 1, (byte)'I', (byte)'M']);
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zlib.Write(Texts("panoIds", names));
        }

        stream.Write(Words(15, (int)packed.Length));
        stream.Write(packed.ToArray());
        stream.Write(Structure("trainSet", "trainInd", training));
        stream.Write(Structure("valSet", "valInd", validation));
        return stream.ToArray();
    }

    private static byte[] Texts(string name, string[] rows)
    {
        var length = rows.Max(row => row.Length);
        // column by column
        var letters = Enumerable.Range(0, rows.Length * length).SelectMany(i => BitConverter.GetBytes((ushort)rows[i % rows.Length].PadRight(length)[i / rows.Length])).ToArray();
        return Matrix(4, name, rows.Length, length, Element(4, letters));
    }

    private static byte[] Structure(string name, string member, int[] values) =>
        Matrix(2, name, 1, 1, [.. Small(5, BitConverter.GetBytes(32)), .. Element(1, Encoding.ASCII.GetBytes(member.PadRight(32, '\0'))),
            .. Matrix(6, "", values.Length, 1, Element(9, [.. values.SelectMany(value => BitConverter.GetBytes((double)value))]))]);

    private static byte[] Matrix(byte kind, string name, int rows, int columns, byte[] contents) => Element(
        14, [.. Element(6, [kind, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, Words(rows, columns)), .. name.Length is > 0 and <= 4 ? Small(1, Encoding.ASCII.GetBytes(name)) : Element(1, Encoding.ASCII.GetBytes(name)), .. contents]);

    private static byte[] Element(int type, byte[] data) => [.. Words(type, data.Length), .. data, .. new byte[(8 - (data.Length % 8)) % 8]];

    private static byte[] Small(int type, byte[] data) => [.. Words((data.Length << 16) | type), .. data, .. new byte[4 - data.Length]];

    private static byte[] Words(params int[] words) => [.. words.SelectMany(BitConverter.GetBytes)];
}
