using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Pipeline.Views;

/// <summary>The style <c>photo3d</c> for view files and flights: one painting per year serves all its frames.</summary>
public static class Photo3dPainting
{
    /// <summary>By the bundled networks.</summary>
    /// <param name="models">The networks.</param>
    /// <param name="options">The look; its code is the 2D path's.</param>
    /// <param name="dem">The year's surface.</param>
    /// <param name="ice">Ice on it; null for none.</param>
    /// <param name="light">Light and snow line, the same for all years and frames.</param>
    /// <exception cref="Glacier.Terrain.InvalidInputException">A network is absent, damaged, or another kind of network.</exception>
    public static Painting By(ModelCatalogue models, PhotoStyleOptions options, Raster dem, bool[]? ice, SurveyStyleOptions light)
    {
        var model = Scenery3dModel.Of(models);
        var style = PhotoStyle.Look(new SceneryModel(models.Get(SceneryModel.Bundled)), options);
        var layout = new Lazy<WorldLayout>(() => model.LayoutOf(new TerrainWorld(dem, ice, WorldLight.Of(light, dem, ice)), style));
        return new Painting(
            "photo3d",
            (view, survey, _) => Photo3dStyle.Render(view, survey, layout.Value, model, options),
            new { model = model.Card.Name, sha256 = model.Card.Sha256, layout_sha256 = model.LayoutCard.Sha256, device = model.Device, style_seed = options.StyleSeed });
    }
}
