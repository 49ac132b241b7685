using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Vision.Metrics;

namespace Glacier.Vision.Tests.Metrics;

public sealed class TorchWeightsTests
{
    [Fact]
    public void The_published_heads_read_as_PyTorch_reads_them()
    {
        var heads = TorchWeights.Read(RealData.Path("weights", "lpips_v0.1_squeeze.pth"));
        Assert.Equal([64, 128, 256, 384, 384, 512, 512], heads.Values.Select(head => head.Values.Length));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"lin{i}.model.1.weight"), heads.Keys);
        Assert.Equal([1, 128, 1, 1], heads["lin1.model.1.weight"].Shape);

        // values by PyTorch 1.13
        Assert.Equal(2.0471e-01f, heads["lin0.model.1.weight"].Values[0], 1e-5f);
        Assert.Equal(6.371e-01f, heads["lin2.model.1.weight"].Values[2], 1e-4f);
        Assert.Equal(3.7889e-02f, heads["lin6.model.1.weight"].Values[0], 1e-4f);
        Assert.All(heads.Values, head => Assert.All(head.Values, value => Assert.True(value >= 0)));
    }

    [Fact]
    public void Every_published_set_of_heads_reads()
    {
        Assert.Equal(5, TorchWeights.Read(RealData.Path("weights", "lpips_v0.1_alex.pth")).Count);
        Assert.Equal(5, TorchWeights.Read(RealData.Path("weights", "lpips_v0.1_vgg.pth")).Count);
    }

    [Fact]
    public void A_file_cut_or_damaged_is_read_or_refused_and_nothing_else_happens()
    {
        var bytes = File.ReadAllBytes(RealData.Path("weights", "lpips_v0.1_squeeze.pth"));
        using var file = new TemporaryFile();
        var random = new Random(3);
        for (var trial = 0; trial < 60; trial++)
        {
            file.Put(bytes[..random.Next(bytes.Length)]);
            Assert.Equal("weights-unreadable", Assert.Throws<InvalidInputException>(() => TorchWeights.Read(file.Path)).Rule);
        }

        var refused = 0;
        for (var trial = 0; trial < 300; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(1800)] = (byte)random.Next(256);
            file.Put(damaged);
            refused += Record.Exception(() => TorchWeights.Read(file.Path)) switch { null => 0, InvalidInputException => 1, var other => throw other };
        }

        Assert.InRange(refused, 90, 300);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Put(byte[] bytes) => File.WriteAllBytes(Path, bytes);

        public void Dispose() => File.Delete(Path);
    }
}
