using Glacier.Functions.Tests.Faults;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Products;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;

namespace Glacier.Functions.Tests;

public sealed class LargeSceneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("large-scene-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_large_scene_is_mapped_in_strips_and_is_what_one_process_makes_of_it_though_the_renderer_is_killed()
    {
        var dems = SmallSeries.Dems(2);
        var content = IceSquare.Scene(dems[0], 500, margin: 1050);
        var file = Path.Combine(_folder, "s_2020-08-15.tif");
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        await using var pipeline = await RunningPipeline.StartAsync();
        var products = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products);
        var scene = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Scenes).GetBlobClient("small/" + Path.GetFileName(file));
        await scene.UploadAsync(new BinaryData(content), overwrite: true, TestContext.Current.CancellationToken);
        await pipeline.DropAsync("small", dems.Append(SmallSeries.Settings));
        var killed = false;
        await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(5), () =>
        {
            if (!killed && products.GetBlobs(prefix: "small/outlines/strips/").Any())
            {
                pipeline.KillAndRestart("Glacier.Renderer");
                killed = true;
            }
        });
        Assert.True(killed, "no strip was ever seen");
        Assert.Empty(await pipeline.NamesAsync(Containers.Products, "small/outlines/strips/"));
        using var opened = OutlineScene.Open(file);
        Assert.True(SceneStrip.CountOf(opened.Grid) > 1);
        var expected = OutlineProduct.Of(opened, BandRatio.Method());
        var copy = Path.Combine(_folder, "probability.tif");
        await products.GetBlobClient("small/outlines/2020-08-15/probability.tif").DownloadToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Probability, ImageReader.ReadBand(copy, 1).Values);
        Assert.InRange(expected.AreaKm2, 2450, 2510);
    }
}
