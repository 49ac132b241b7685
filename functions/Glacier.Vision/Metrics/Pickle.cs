using System.Buffers.Binary;
using System.Text;

namespace Glacier.Vision.Metrics;

/// <summary>
/// Reads Python pickles of protocol 2 as data: the few instructions that a saved dictionary of tensors uses. A name of a class or function is kept as
/// a name and never called, so a pickle from anywhere can do no harm.
/// </summary>
/// <param name="stream">The pickle, or several, one after the other.</param>
internal sealed class Pickle(Stream stream)
{
    // deeper or longer than any file of weights; a hostile one ends here and not in memory
    private const int MostItems = 1 << 20;

    /// <summary>A name of a class or function.</summary>
    public sealed record Name(string Module, string Member);

    /// <summary>What a class or function would have made of its arguments.</summary>
    public sealed record Call(object? Function, object?[] Arguments);

    /// <summary>A reference to something kept outside the pickle.</summary>
    public sealed record Outside(object? Id);

    private sealed record Mark;

    /// <summary>The next pickle's value: null, bool, long, string, <c>object?[]</c>, <c>List&lt;object?&gt;</c>, <c>Dictionary&lt;object, object?&gt;</c>, <see cref="Name"/>, <see cref="Call"/> or <see cref="Outside"/>.</summary>
    /// <exception cref="InvalidDataException">An instruction not known here, or one that the stack does not allow.</exception>
    /// <exception cref="EndOfStreamException">The pickle is cut short.</exception>
    public object? Read()
    {
        var stack = new List<object?>();
        var memo = new Dictionary<int, object?>();
        while (stack.Count < MostItems)
        {
            var instruction = (char)Byte();
            switch (instruction)
            {
                case '\x80': Byte(); break;
                case '(': stack.Add(new Mark()); break;
                case 'N': stack.Add(null); break;
                case '\x88': stack.Add(true); break;
                case '\x89': stack.Add(false); break;
                case 'K': stack.Add((long)Byte()); break;
                case 'M': stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
                case 'J': stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
                case '\x8a': stack.Add(Long(Byte())); break;
                case 'U': stack.Add(Encoding.Latin1.GetString(Bytes(Byte()))); break;
                case 'X': stack.Add(Encoding.UTF8.GetString(Bytes(BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))))); break;
                case '}': stack.Add(new Dictionary<object, object?>()); break;
                case ']': stack.Add(new List<object?>()); break;
                case ')': stack.Add(Array.Empty<object?>()); break;
                case 't': stack.Add(PopToMark(stack)); break;
                case '\x85': stack.Add(new[] { Pop(stack) }); break;
                case 'c': stack.Add(new Name(Line(), Line())); break;
                case 'Q': stack.Add(new Outside(Pop(stack))); break;
                case 'q': memo[Byte()] = Top(stack); break;
                case 'r': memo[BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))] = Top(stack); break;
                case 'h': stack.Add(Remembered(memo, Byte())); break;
                case 'j': stack.Add(Remembered(memo, BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)))); break;
                case 'R':
                    var arguments = As<object?[]>(Pop(stack));
                    stack.Add(new Call(Pop(stack), arguments));
                    break;
                case 'b': Pop(stack); break; // an object's attributes: nothing here looks at them
                case 'a':
                    var last = Pop(stack);
                    As<List<object?>>(Top(stack)).Add(last);
                    break;
                case 'e':
                    var more = PopToMark(stack);
                    As<List<object?>>(Top(stack)).AddRange(more);
                    break;
                case 's':
                    var value = Pop(stack);
                    SetItems(Top(stack, below: 1), [Pop(stack), value]);
                    break;
                case 'u':
                    var items = PopToMark(stack);
                    SetItems(Top(stack), items);
                    break;
                case '.': return Pop(stack);
                default: throw new InvalidDataException($"pickle instruction 0x{(int)instruction:x2}, which a dictionary of tensors does not use");
            }
        }

        throw new InvalidDataException($"a pickle of more than {MostItems} open items");
    }

    private static void SetItems(object? dictionary, object?[] items)
    {
        // an ordered dictionary's attributes are set on the call that would have made it: not looked at either
        if (dictionary is Dictionary<object, object?> known)
        {
            for (var i = 0; i + 1 < items.Length; i += 2)
            {
                known[items[i] ?? ""] = items[i + 1];
            }
        }
    }

    private static object? Pop(List<object?> stack)
    {
        var top = Top(stack);
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private static object? Top(List<object?> stack, int below = 0) =>
        stack.Count > below ? stack[^(1 + below)] : throw new InvalidDataException("a pickle that takes more than it put");

    private static object?[] PopToMark(List<object?> stack)
    {
        var mark = stack.FindLastIndex(item => item is Mark);
        if (mark < 0)
        {
            throw new InvalidDataException("a pickle that closes what it did not open");
        }

        var items = stack.GetRange(mark + 1, stack.Count - mark - 1).ToArray();
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private static T As<T>(object? value) where T : class => value as T ?? throw new InvalidDataException($"a pickle with {value?.GetType().Name ?? "nothing"} for a {typeof(T).Name}");

    private static object? Remembered(Dictionary<int, object?> memo, int key) =>
        memo.TryGetValue(key, out var value) ? value : throw new InvalidDataException("a pickle that recalls what it did not keep");

    private string Line()
    {
        var text = new StringBuilder();
        for (var letter = Byte(); letter != '\n'; letter = Byte())
        {
            text.Append(text.Length < 200 ? (char)letter : throw new InvalidDataException("a pickle with an endless name"));
        }

        return text.ToString();
    }

    // two's complement of a given number of bytes; what does not fit 64 bits, as torch's magic number, is kept as zero
    private long Long(int length)
    {
        var bytes = Bytes(length);
        if (length is 0 or > 8)
        {
            return 0;
        }

        long value = (sbyte)bytes[^1];
        for (var i = length - 2; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private int Byte()
    {
        var value = stream.ReadByte();
        return value >= 0 ? value : throw new EndOfStreamException("the pickle is cut short");
    }

    private byte[] Bytes(int count)
    {
        if (count < 0 || count > stream.Length - stream.Position)
        {
            throw new EndOfStreamException("the pickle is cut short");
        }

        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
