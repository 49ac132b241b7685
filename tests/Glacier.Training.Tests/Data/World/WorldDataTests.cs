using Glacier.Terrain;
using Glacier.Training.Data.World;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Tests.Data.World;

public sealed class WorldDataTests : IDisposable
{
    private static readonly WorldDataConfiguration s_configuration = new()
    {
        Simulated = [500],
        SimulatedYears = [1900, 2000],
        SimulatedSize = 48,
        Cell = 320,
        Lights = 1,
        Views = 2,
        HeldOut = 1,
        Styles = 2,
        Width = 96,
        Height = 64,
        Sampling = new WorldSampling(6),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("worlds-").FullName;
    private readonly ModelCatalogue _models = ModelCatalogue.OfProgram();

    public void Dispose()
    {
        _models.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Worlds_are_prepared_once_and_a_batch_is_the_same_for_the_same_step()
    {
        Assert.Empty(s_configuration.Faults(64));
        var said = new List<string>();
        using (Open(said))
        {
        }

        Assert.Equal(2, said.Count);
        using var cache = Open(said);
        Assert.Equal(2, said.Count);
        var data = new WorldData(s_configuration, 64, cache, null, 1);
        var (batch, again, other) = (data.Train(3, 2), data.Train(3, 2), data.Train(4, 2));
        Assert.Equal(batch.Guidance, again.Guidance);
        Assert.Equal(batch.Taught, again.Taught);
        Assert.NotEqual(batch.Guidance, other.Guidance);
        Assert.Equal((32, 64, 6), (batch.LayoutSize, batch.Style.Length, batch.Samples));
        Assert.Equal(2 * 3 * 64 * 64, batch.Taught.Length);
        Assert.Equal(2 * 6 * 16 * 16 * 2, batch.Places.Length);
        Assert.All(batch.Taught, value => Assert.InRange(value, -1f, 1f));

        // every third sample for three times the length is the same ray
        var sparse = new WorldData(s_configuration with { SampleStride = 3 }, 64, cache, null, 1).Train(3, 2);
        Assert.Equal(2, sparse.Samples);
        Assert.Equal(2 * 2 * 16 * 16, sparse.Heights.Length);
        Assert.InRange(sparse.Steps.Max() / batch.Steps.Max(), 2.99f, 3.01f);

        // ground and sky of the teacher's picture are where the geometry has them
        var (ground, sky) = (Mean(batch, 1), Mean(batch, 0));
        Assert.True(sky > ground + 0.1, $"blue over red: sky {sky}, ground {ground}");
        Assert.Equal(2, data.Gallery().Count);
        Assert.Equal(2, data.Gallery()[0].Frames.Count);
        Assert.Equal(8, data.Gallery()[1].Frames.Count);
    }

    [Fact]
    public void The_rays_of_a_square_are_those_of_its_pixels()
    {
        using var cache = Open([]);
        var batch = new WorldData(s_configuration, 64, cache, null, 1).Validate(0, 1);
        var (area, rays) = (64 * 64, 16 * 16);
        for (var ray = 0; ray < rays; ray++)
        {
            // a square of sky alone has no samples, one of ground alone has
            var share = Enumerable.Range(0, 16).Average(k => batch.Guidance[((((ray / 16) * 4) + (k / 4)) * 64) + ((ray % 16) * 4) + (k % 4)]);
            if (share is 0 or 1)
            {
                Assert.Equal(share == 1, batch.Steps[ray] > 0);
            }
        }

        Assert.Equal(area * WorldFrame.GuidanceNames.Count, batch.Guidance.Length);
    }

    [Fact]
    public void A_damaged_cache_is_told_and_made_anew()
    {
        using (Open([]))
        {
        }

        var file = Directory.GetFiles(_folder, "worlds-*.bin").Single();
        using (var stream = new FileStream(file, FileMode.Append))
        {
            stream.WriteByte(1);
        }

        Assert.Equal("cache-damaged", Assert.Throws<InvalidInputException>(() => Open([])).Rule);
        using var mended = Open([]);
        Assert.NotEmpty(mended.Index.Worlds);
    }

    private WorldCache Open(List<string> said) => WorldCache.Open(s_configuration, 64, _folder, _folder, 1, WorldTeacher.Bundled(_models), said.Add);

    // mean of blue less red where there is ground, or none
    private static double Mean(WorldBatch batch, float ground)
    {
        var (area, maps) = (64 * 64, WorldFrame.GuidanceNames.Count);
        var values = Enumerable.Range(0, batch.Count * area).Where(i => batch.Guidance[(i / area * maps * area) + (i % area)] == ground).Select(i => (double)(batch.Taught[(((i / area * 3) + 2) * area) + (i % area)] - batch.Taught[(i / area * 3 * area) + (i % area)])).ToArray();
        return values.Length == 0 ? 0 : values.Average();
    }
}
