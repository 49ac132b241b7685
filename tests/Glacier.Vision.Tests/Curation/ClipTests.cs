using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Glacier.Tests.Onnx;
using Glacier.Vision.Curation;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Tests.Curation;

public sealed class ClipTests : IDisposable
{
    private static readonly byte[] s_vocabulary = Encoding.UTF8.GetBytes("#version: test\ni n\ni c\nic e</w>\nr e\nre d</w>\n");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(true);

    // a byte's token is its place among printable bytes, and 256 more at a word's end
    private static int Byte(char letter) => letter - '!';

    [Fact]
    public void Words_are_merged_in_the_order_of_the_vocabulary()
    {
        var tokenizer = new ClipTokenizer(s_vocabulary);
        Assert.Equal(tokenizer.Start + 1, tokenizer.End);
        var ice = 512 + 2;
        var red = 512 + 4;
        Assert.Equal([tokenizer.Start, ice, tokenizer.End], Meaning(tokenizer, "ice"));
        Assert.Equal([tokenizer.Start, red, ice, tokenizer.End], Meaning(tokenizer, "  Red\nICE "));
        Assert.Equal([tokenizer.Start, 512, Byte('c'), 256 + Byte('e'), tokenizer.End], Meaning(tokenizer, "ince"));
        Assert.Equal([tokenizer.Start, 256 + Byte('a'), 256 + Byte('1'), 256 + Byte('2'), Byte('!'), 256 + Byte('?'), tokenizer.End], Meaning(tokenizer, "a12!?"));
    }

    [Fact]
    public void Any_letters_become_tokens_and_a_long_text_is_cut()
    {
        var tokenizer = new ClipTokenizer(s_vocabulary);
        Assert.Equal(5, Meaning(tokenizer, "氷").Length);
        var tokens = tokenizer.Encode(string.Concat(Enumerable.Repeat("a ", 200)));
        Assert.Equal((ClipTokenizer.Length, (long)tokenizer.Start, (long)tokenizer.End), (tokens.Length, tokens[0], tokens[^1]));
    }

    [Fact]
    public void A_compressed_vocabulary_is_the_same_vocabulary()
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(s_vocabulary);
        Assert.Equal(new ClipTokenizer(s_vocabulary).Encode("red ice"), new ClipTokenizer(memory.ToArray()).Encode("red ice"));
    }

    [Fact]
    public void Pictures_and_texts_become_directions_of_length_one()
    {
        // networks in place of CLIP's: a picture's embedding is its mean colour, a text's its tokens
        Put("clip_image", "net.onnx", TinyNetwork.Of(
            ("pixel_values", TinyNetwork.Float, 4), ("image_embeds", TinyNetwork.Float, 2),
            TinyNetwork.Node("ReduceMean", "pixel_values", "image_embeds", TinyNetwork.Wholes("axes", 2, 3), TinyNetwork.Whole("keepdims", 0))));
        Put("clip_text", "text.onnx", TinyNetwork.Of(
            ("input_ids", TinyNetwork.Int64, 2), ("text_embeds", TinyNetwork.Float, 2), TinyNetwork.Node("Cast", "input_ids", "text_embeds", TinyNetwork.Whole("to", TinyNetwork.Float))));
        Put("clip_vocabulary", "words.txt", s_vocabulary);
        using var catalogue = new ModelCatalogue(_folder.FullName);
        Assert.True(Clip.ModelNames.All(catalogue.IsAtHand));
        var clip = Clip.From(catalogue);

        // only the middle square is seen: red, with green at both sides
        byte[] rgb = [.. Enumerable.Range(0, 40 * 20).SelectMany(i => i % 40 is >= 10 and < 30 ? new byte[] { 255, 0, 0 } : [0, 255, 0])];
        var direction = clip.Of(new Photograph("a.png", rgb, 40, 20));
        float[] expected = [(1 - 0.48145466f) / 0.26862954f, -0.4578275f / 0.26130258f, -0.40821073f / 0.27577711f];
        var length = MathF.Sqrt(expected.Sum(v => v * v));
        for (var i = 0; i < 3; i++)
            Assert.Equal(expected[i] / length, direction[i], 1e-3f);
        Assert.Equal(1, clip.Of("red ice").Sum(v => v * v), 1e-4f);
        var probabilities = Clip.Probabilities(direction, [direction, [-direction[0], -direction[1], -direction[2]]]);
        Assert.True(probabilities[0] > 0.999f);
    }

    private void Put(string name, string file, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, file), bytes);
        new ModelCard(name, file, Convert.ToHexString(SHA256.HashData(bytes)), new Dictionary<string, string>(), new Dictionary<string, string>(), "none").Write(Path.Combine(_folder.FullName, name + ".json"));
    }

    private static long[] Meaning(ClipTokenizer tokenizer, string text)
    {
        var tokens = tokenizer.Encode(text);
        return tokens[..(Array.IndexOf(tokens, (long)tokenizer.End) + 1)];
    }
}
