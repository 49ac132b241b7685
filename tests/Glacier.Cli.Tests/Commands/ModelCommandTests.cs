using System.Buffers.Binary;
using System.Text.Json;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Tests.Commands;

public sealed class ModelCommandTests(SimulatedDems dems) : IClassFixture<SimulatedDems>, IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Every_survey_becomes_a_model_of_its_own_heights_around_one_origin()
    {
        var folder = _work.File("models");
        var facts = GlacierProcess.Run("model", dems.Files[0], dems.Files[2], "--no-align", "--out", folder, "--json").Json;
        Assert.Equal(["model_1930-09-01.glb", "model_2020-09-01.glb"], facts.GetProperty("files").EnumerateArray().Select(name => name.GetString()));
        var offsets = new List<string>();
        foreach (var (name, source) in new[] { ("model_1930-09-01.glb", dems.Files[0]), ("model_2020-09-01.glb", dems.Files[2]) })
        {
            var file = File.ReadAllBytes(Path.Combine(folder, name));
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
            using var json = JsonDocument.Parse(file.AsMemory(20, length));
            var extras = json.RootElement.GetProperty("nodes")[0].GetProperty("extras");
            offsets.Add(extras.GetProperty("offset").GetRawText());
            var offset = extras.GetProperty("offset").EnumerateArray().Select(number => number.GetDouble()).ToArray();
            Assert.Equal("EPSG:32632", extras.GetProperty("referenceSystem").GetString());
            var dem = DemReader.Read(source);
            var count = json.RootElement.GetProperty("accessors")[0].GetProperty("count").GetInt32();
            Assert.Equal(dem.Values.Length, count);
            for (var i = 0; i < count; i++)
            {
                float Number(int k) => BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(20 + length + 8 + (12 * i) + (4 * k)));
                Assert.Equal(dem.Sample(offset[0] + Number(0), offset[1] - Number(2)), offset[2] + Number(1), 0.01);
            }

            // the texture is a JPEG of the DEM's proportions
            var image = json.RootElement.GetProperty("bufferViews")[4];
            var picture = _work.File(name + ".jpg");
            File.WriteAllBytes(picture, file.AsSpan(20 + length + 8 + image.GetProperty("byteOffset").GetInt32(), image.GetProperty("byteLength").GetInt32()).ToArray());
            var (width, height, _, values) = WorkFolder.Pixels(picture);
            Assert.Equal((1024, 1024), (width, height));
            Assert.True(values.Max() - values.Min() > 60, "a picture, not a plane colour");
        }

        Assert.Equal(offsets[0], offsets[1]);
    }
}
