using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Checkpoints;

/// <summary>The file of a network's weights, as the tensor library's <c>save</c> writes it.</summary>
internal static class WeightFile
{
    /// <summary>Name and shape of each tensor, in the file's order, without reading a weight.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Cut off.</exception>
    public static IReadOnlyList<(string Name, long[] Shape)> Shapes(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new BinaryReader(stream);
        // a count, then for each tensor its name, element type, number of dimensions, dimensions and elements; the numbers are LEB128
        var entries = new (string, long[])[reader.Read7BitEncodedInt64()];
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var name = reader.ReadString();
            var type = (ScalarType)reader.Read7BitEncodedInt64();
            var shape = new long[reader.Read7BitEncodedInt64()];
            for (var dimension = 0; dimension < shape.Length; dimension++)
            {
                shape[dimension] = reader.Read7BitEncodedInt64();
            }

            stream.Seek(type.ElementSize() * shape.Aggregate(1L, (size, next) => size * next), SeekOrigin.Current);
            entries[entry] = (name, shape);
        }

        return entries;
    }
}
