using System.Buffers.Binary;
using Glacier.Terrain;

namespace Glacier.Vision.Metrics;

/// <summary>One tensor of a file that PyTorch saved.</summary>
/// <param name="Shape">Shape.</param>
/// <param name="Values">Values, row-major.</param>
public sealed record TorchWeight(IReadOnlyList<long> Shape, float[] Values);

/// <summary>
/// A state dictionary of 32-bit floats as PyTorch saved it before version 1.6: five pickles (magic number, protocol, platform, dictionary,
/// keys of the storages), then each storage as a count and its floats. The LPIPS heads are published like this.
/// </summary>
public static class TorchWeights
{
    /// <summary>Reads the file's tensors by name.</summary>
    /// <exception cref="InvalidInputException">Absent, truncated, in another layout, or with tensors that are not contiguous 32-bit floats.</exception>
    public static IReadOnlyDictionary<string, TorchWeight> Read(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(name, "no-weights", $"no file {name}", "weights saved by PyTorch", "Correct the path, or fetch the file.");
        }

        try
        {
            return Read(new MemoryStream(File.ReadAllBytes(path), writable: false));
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new InvalidInputException(
                name, "weights-unreadable", error.Message, "a state dictionary of 32-bit floats in PyTorch's layout before 1.6", "The file is damaged or another one: fetch it again.");
        }
    }

    private static Dictionary<string, TorchWeight> Read(MemoryStream stream)
    {
        var pickle = new Pickle(stream);
        pickle.Read();
        if (pickle.Read() is not 1001L)
        {
            throw new InvalidDataException("no protocol 1001");
        }

        pickle.Read();
        var dictionary = pickle.Read();
        var keys = List(pickle.Read());
        var storages = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            storages[Text(key)] = Storage(stream);
        }

        var entries = dictionary is Pickle.Call { Function: Pickle.Name { Member: "OrderedDict" }, Arguments: [List<object?> pairs] }
            ? pairs
            : throw new InvalidDataException("no ordered dictionary");
        var weights = new Dictionary<string, TorchWeight>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is not List<object?> { Count: 2 } pair || pair[0] is not string name || !weights.TryAdd(name, Tensor(pair[1], storages)))
            {
                throw new InvalidDataException("an entry that is no pair of a new name and a tensor");
            }
        }

        return weights;
    }

    private static float[] Storage(MemoryStream stream)
    {
        Span<byte> bytes = stackalloc byte[8];
        stream.ReadExactly(bytes);
        var count = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (count < 0 || count > (stream.Length - stream.Position) / 4)
        {
            throw new EndOfStreamException($"a storage of {count} floats in a file that ends before");
        }

        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            stream.ReadExactly(bytes[..4]);
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes);
        }

        return values;
    }

    // _rebuild_tensor_v2(storage, offset, size, stride, …), storage = ('storage', FloatStorage, key, device, count, view)
    private static TorchWeight Tensor(object? value, Dictionary<string, float[]> storages)
    {
        if (value is Pickle.Call { Function: Pickle.Name { Member: "_rebuild_tensor_v2" }, Arguments: [Pickle.Outside outside, long offset, object?[] size, object?[], ..] }
            && outside.Id is object?[] and ["storage", Pickle.Name { Member: "FloatStorage" }, string key, ..]
            && storages.TryGetValue(key, out var storage))
        {
            long[] shape = [.. size.Select(Number)];
            var count = shape.Aggregate(1L, (product, length) => checked(product * length));

            // a tensor over its whole storage is contiguous, whatever the strides of its axes of length one say
            if (offset == 0 && count == storage.Length)
            {
                return new(shape, storage);
            }
        }

        throw new InvalidDataException("a tensor that is no whole storage of 32-bit floats");
    }

    private static List<object?> List(object? value) => value as List<object?> ?? throw new InvalidDataException($"{value?.GetType().Name ?? "nothing"} where a list is kept");

    private static string Text(object? value) => value as string ?? throw new InvalidDataException($"{value?.GetType().Name ?? "nothing"} where a name is kept");

    private static long Number(object? value) => value is long number and >= 0 ? number : throw new InvalidDataException($"{value?.GetType().Name ?? "nothing"} where a length is kept");
}
