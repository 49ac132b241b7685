using Glacier.Pipeline.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Pipeline.Tests.Views;

public sealed class StyleNetworksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cards-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pictures_are_made_anew_when_a_network_that_paints_them_is_another_one_and_only_then()
    {
        foreach (var name in new[] { SceneryModel.Bundled, Scenery3dModel.LayoutName, Scenery3dModel.FrameName })
        {
            Card(name, 'a');
        }

        var before = Keys();
        Assert.Null(before["survey"]);
        Assert.Equal(before, Keys());
        Assert.NotEqual(before["photo"], Keys(seed: 2)["photo"]);

        Card(Scenery3dModel.FrameName, 'b');
        var frame = Keys();
        Assert.Equal(before["photo"], frame["photo"]);
        Assert.NotEqual(before["photo3d"], frame["photo3d"]);

        // the 3D path takes its looks from the 2D path's network
        Card(SceneryModel.Bundled, 'b');
        Assert.NotEqual(frame["photo"], Keys()["photo"]);
        Assert.NotEqual(frame["photo3d"], Keys()["photo3d"]);
    }

    private Dictionary<string, string?> Keys(int seed = 1)
    {
        using var models = new ModelCatalogue(_folder);
        return new[] { "survey", "photo", "photo3d" }.ToDictionary(style => style, style => StyleNetworks.Key(style, models, seed));
    }

    private void Card(string name, char hash) =>
        (ModelCard.Read(Path.Combine(ModelFiles.ProgramFolder(), SceneryModel.Bundled + ".json")) with { Name = name, File = name + ".onnx", Sha256 = new string(hash, 64) })
            .Write(Path.Combine(_folder, name + ".json"));
}
