using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Training.Tests.Onnx;

public sealed class OnnxFileTests
{
    // every kind of attribute, axis and tensor that the messages know
    private static ModelProto Everything()
    {
        AttributeProto[] attributes =
        [
            AttributeProto.Of("f", 0f), AttributeProto.Of("i", -3), AttributeProto.Of("s", ""), AttributeProto.Of("t", TensorProto.Of("", [], [2.5f])),
            AttributeProto.Of("fs", [0f, 1.5f]), AttributeProto.Of("is", [0L, long.MaxValue]), AttributeProto.Of("ss", ["", "Gletscher é"]),
        ];
        return new(
            8,
            [new("", 17), new("a.domain", 1)],
            new(
                "everything",
                [new("Op", ["x", "", "w"], ["y", ""], attributes, "node", "a.domain")],
                [TensorProto.Of("w", [2, 1], [1f, -0f]), TensorProto.Of("h", [1], [(Half)0.1f]), TensorProto.Of("l", [0], Array.Empty<long>())],
                [new("x", TensorType.Float, ["batch", 3, "", 0])],
                [new("y", TensorType.Int64, [])]),
            "producer",
            [new("steps", "30000"), new("empty", "")]);
    }

    [Fact]
    public void What_is_written_reads_back_and_writes_the_same_bytes()
    {
        var bytes = OnnxFile.ToBytes(Everything());
        var read = OnnxFile.Read(bytes, "everything.onnx");
        Assert.Equal(bytes, OnnxFile.ToBytes(read));

        var (node, expected) = (read.Graph.Nodes[0], Everything().Graph.Nodes[0]);
        Assert.Equal(expected.Inputs, node.Inputs);
        Assert.Equal(expected.Outputs, node.Outputs);
        Assert.Equal(("Op", "node", "a.domain"), (node.OpType, node.Name, node.Domain));
        Assert.Equal(expected.Attributes.Select(a => (a.Name, a.Kind, a.Float, a.Int, a.String)), node.Attributes.Select(a => (a.Name, a.Kind, a.Float, a.Int, a.String)));
        Assert.Equal([0f, 1.5f], node.Attribute("fs")!.Floats);
        Assert.Equal([0, long.MaxValue], node.Attribute("is")!.Ints);
        Assert.Equal(["", "Gletscher é"], node.Attribute("ss")!.Strings);
        Assert.Equal([2.5f], node.Attribute("t")!.Tensor!.ToFloats());
        Assert.Equal([1f, -0f], read.Graph.Initializers[0].ToFloats());
        Assert.Equal([(float)(Half)0.1f], read.Graph.Initializers[1].ToFloats());
        Assert.Equal(["batch", 3, "", 0], read.Graph.Inputs[0].Axes);
        Assert.Equal(Everything().Opsets, read.Opsets);
        Assert.Equal(Everything().Metadata, read.Metadata);
    }

    [Fact]
    public void A_file_by_another_producer_reads_and_the_runtime_accepts_what_is_written_again()
    {
        var path = RealData.Path("weights", "squeezenet1_1_fp16.onnx");
        var model = OnnxFile.Read(path);
        Assert.Equal(26, model.Graph.Nodes.Count(node => node.OpType == "Conv"));
        Assert.Equal(1_235_496, model.Graph.Initializers.Where(tensor => tensor.Type is TensorType.Float16 or TensorType.Float).Sum(tensor => tensor.Count));
        var bytes = OnnxFile.ToBytes(model);
        Assert.Equal(bytes, OnnxFile.ToBytes(OnnxFile.Read(bytes, "again.onnx")));

        using var theirs = new InferenceSession(path);
        using var ours = new InferenceSession(bytes);
        var random = new Random(1);
        var picture = Enumerable.Range(0, 3 * 224 * 224).Select(_ => (Float16)((random.NextSingle() * 255) - 115)).ToArray();
        Assert.Equal(Run(theirs, picture), Run(ours, picture));
    }

    [Fact]
    public void Values_outside_raw_data_read_alike()
    {
        // TensorProto: dims 2, float, float_data packed {1, 2}, name w; the same by single elements; half floats in int32_data
        Assert.Equal([1f, 2f], Tensor("0802 1001 2208 0000803F 00000040 420177").ToFloats());
        Assert.Equal([1f, 2f], Tensor("0802 1001 250000803F 2500000040 420177").ToFloats());
        Assert.Equal([1f, -2f], Tensor("0802 100A 2A06 80F800 808003 420177").ToFloats());
        Assert.Equal([-1L, 7], Tensor("0A0102 1007 3A0B FFFFFFFFFFFFFFFFFF01 07 420177").ToLongs());
        Assert.Equal([1f], Tensor("0801 100B 4A08 000000000000F03F 420177").ToFloats());
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var bytes = OnnxFile.ToBytes(Everything());
        var graphEnd = IndexAfterGraph(bytes);
        for (var length = 0; length < graphEnd; length++)
        {
            var cut = bytes[..length];
            Assert.Equal("onnx-unreadable", Assert.Throws<InvalidInputException>(() => OnnxFile.Read(cut, "cut.onnx")).Rule);
        }
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else_happens()
    {
        var bytes = OnnxFile.ToBytes(Everything());
        var refused = 0;
        var random = new Random(5);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                OnnxFile.Read(damaged, "damaged.onnx");
            }
            catch (InvalidInputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    [Theory]
    [InlineData("0801 1009 4A04 0000803F 420177", "a type not asked for")] // float bytes called bool
    [InlineData("08FFFFFFFFFFFFFFFF7F 08FFFFFFFFFFFFFFFF7F 1001 4A04 0000803F 420177", "a product of the shape beyond 64 bits")]
    [InlineData("08FFFFFFFFFFFFFFFFFF01 1001 4A00 420177", "a negative length")]
    [InlineData("0801 1001 7001 420177", "values in another file")]
    [InlineData("0801 1008 3201 61 420177", "texts")]
    [InlineData("0801 1001 4AFFFFFFFF07 00", "a length of 2 GiB in a file of bytes")]
    [InlineData("0801 1001 4201", "a name cut short")]
    [InlineData("0D00000000 1001", "a shape as a float")]
    public void A_hostile_tensor_is_refused(string tensor, string why)
    {
        Assert.True(Assert.Throws<InvalidInputException>(() => Tensor(tensor)).Rule == "onnx-unreadable", why);
    }

    [Fact]
    public void Nested_messages_cannot_exhaust_the_stack()
    {
        // 100,000 group starts: protobuf's oldest way to nest, inside a field that is skipped
        var hostile = Enumerable.Repeat((byte)((200 % 16 << 3) | 3), 100_000).ToArray();
        Assert.Equal("onnx-unreadable", Assert.Throws<InvalidInputException>(() => OnnxFile.Read(hostile, "groups.onnx")).Rule);
    }

    [Fact]
    public void A_graph_that_takes_what_nothing_makes_is_neither_written_nor_read()
    {
        var model = Everything();
        NodeProto node = new("Relu", ["absent"], ["z"], []);
        Assert.Throws<InvalidDataException>(() => OnnxFile.ToBytes(model with { Graph = model.Graph with { Nodes = [node] } }));
        Assert.Throws<InvalidDataException>(() => OnnxFile.ToBytes(model with { Graph = model.Graph with { Nodes = [.. model.Graph.Nodes, .. model.Graph.Nodes] } }));
        Assert.Throws<InvalidDataException>(() => OnnxFile.ToBytes(model with { Graph = model.Graph with { Outputs = [new("elsewhere", TensorType.Float, [])] } }));
    }

    [Fact]
    public void An_absent_file_is_named()
    {
        var error = Assert.Throws<InvalidInputException>(() => OnnxFile.Read("/nowhere/net.onnx"));
        Assert.Equal(("net.onnx", "no-onnx-file"), (error.File, error.Rule));
    }

    private static Float16[] Run(InferenceSession session, Float16[] picture)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(picture, [1, 3, 224, 224]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<Float16>().ToArray();
    }

    // the tensor as the only initialiser of a graph whose output it is
    private static TensorProto Tensor(string hex)
    {
        var tensor = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        byte[] output = [0x62, 3, 0x0A, 1, (byte)'w'];
        byte[] graph = [0x2A, (byte)tensor.Length, .. tensor, .. output];
        byte[] model = [0x08, 8, 0x3A, (byte)graph.Length, .. graph, 0x42, 2, 0x10, 17];
        return OnnxFile.Read(model, "tensor.onnx").Graph.Initializers[0];
    }

    // 08 08 12 08 "producer" 3A <length, two bytes> graph; cut after the graph, a model without operator sets remains and is refused as well
    private static int IndexAfterGraph(byte[] bytes)
    {
        Assert.Equal(0x3A, bytes[12]);
        return 15 + (bytes[13] & 0x7F) + (bytes[14] << 7);
    }
}
