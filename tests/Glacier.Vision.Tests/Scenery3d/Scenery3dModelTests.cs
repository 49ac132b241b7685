using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Vision.Tests.Scenery3d;

public sealed class Scenery3dModelTests
{
    [Fact]
    public void A_missing_network_is_named_with_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("no-models-").FullName;
        using var models = new ModelCatalogue(folder);
        var error = Assert.Throws<InvalidInputException>(() => Scenery3dModel.Of(models));
        Assert.Equal(("no-model-card", Scenery3dModel.LayoutName), (error.Rule, error.File));
        Assert.Contains("models folder", error.Fix, StringComparison.Ordinal);
        Directory.Delete(folder);
    }

    [Fact]
    public void Another_kind_of_network_is_refused()
    {
        using var models = ModelCatalogue.OfProgram();
        var other = models.Get(SceneryModel.Bundled);
        Assert.Equal("world-tensors", Assert.Throws<InvalidInputException>(() => new Scenery3dModel(other, other)).Rule);
    }
}
