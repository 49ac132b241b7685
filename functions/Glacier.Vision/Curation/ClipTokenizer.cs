using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Glacier.Vision.Curation;

/// <summary>Text to CLIP's tokens: byte pairs merged in the order of a vocabulary (R. Sennrich et al., ACL 2016).</summary>
public sealed partial class ClipTokenizer
{
    /// <summary>Tokens of every text, start and end included; what is left over is the end token again.</summary>
    public const int Length = 77;

    private const int Merges = 49152 - 256 - 2;
    private const string WordEnd = "</w>";

    private static readonly char[] s_letters = Letters();

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), int> _ranks = [];

    /// <summary>A tokenizer of a vocabulary: a line of its version, then a pair a line, the most frequent first.</summary>
    /// <param name="vocabulary">The file, as it is or compressed by gzip.</param>
    public ClipTokenizer(byte[] vocabulary)
    {
        using var memory = new MemoryStream(vocabulary);
        using Stream stream = vocabulary.AsSpan().StartsWith<byte>([0x1F, 0x8B]) ? new GZipStream(memory, CompressionMode.Decompress) : memory;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();

        // ids: each byte, each byte at a word's end, each merge, then start and end; printable bytes come before the others
        foreach (var letter in s_letters.Order())
        {
            _ids[letter.ToString()] = _ids.Count;
        }

        foreach (var letter in s_letters.Order())
        {
            _ids[letter + WordEnd] = _ids.Count;
        }

        while (_ranks.Count < Merges && reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var first, var second])
            {
                _ranks[(first, second)] = _ranks.Count;
                _ids[first + second] = _ids.Count;
            }
        }

        (Start, End) = (_ids.Count, _ids.Count + 1);
    }

    /// <summary>The token that begins a text.</summary>
    public int Start { get; }

    /// <summary>The token that ends it.</summary>
    public int End { get; }

    /// <summary><see cref="Length"/> tokens of a text; a longer one is cut.</summary>
    public long[] Encode(string text)
    {
        var tokens = new List<long> { Start };
        foreach (Match word in Word().Matches(text.ToLowerInvariant()))
        {
            tokens.AddRange(Merge(word.Value).Select(part => (long)_ids[part]));
        }

        var result = new long[Length];
        Array.Fill(result, End);
        tokens.Take(Length - 1).ToArray().CopyTo(result, 0);
        return result;
    }

    private List<string> Merge(string word)
    {
        List<string> parts = [.. Encoding.UTF8.GetBytes(word).Select(value => s_letters[value].ToString())];
        parts[^1] += WordEnd;
        while (parts.Count > 1)
        {
            var best = Enumerable.Range(0, parts.Count - 1).MinBy(i => _ranks.GetValueOrDefault((parts[i], parts[i + 1]), int.MaxValue));
            if (!_ranks.ContainsKey((parts[best], parts[best + 1])))
            {
                break;
            }

            var (first, second) = (parts[best], parts[best + 1]);
            for (var i = 0; i + 1 < parts.Count; i++)
            {
                if (parts[i] == first && parts[i + 1] == second)
                {
                    parts[i] += second;
                    parts.RemoveAt(i + 1);
                }
            }
        }

        return parts;
    }

    /// <summary>A letter for each byte: itself where it prints, else one from U+0100 on.</summary>
    private static char[] Letters()
    {
        var letters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            letters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : (char)next++;
        }

        return letters;
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+")]
    private static partial Regex Word();
}
