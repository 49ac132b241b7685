using System.Runtime.CompilerServices;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Pipeline.Views;

/// <summary>The style <c>photo3d</c> for view files and flights: one look, and one ground plane for all views of a surface.</summary>
public static class Photo3dPainting
{
    /// <summary>By the bundled networks.</summary>
    /// <param name="models">The networks.</param>
    /// <param name="options">The look; its code is the 2D path's.</param>
    /// <exception cref="Glacier.Terrain.InvalidInputException">A network is absent, damaged, or another kind of network.</exception>
    public static Painting By(ModelCatalogue models, PhotoStyleOptions options)
    {
        var model = Scenery3dModel.Of(models);
        var style = PhotoStyle.Look(new SceneryModel(models.Get(SceneryModel.Bundled)), options);
        var layouts = new ConditionalWeakTable<PaintedGround, WorldLayout>();
        return new Painting(
            "photo3d",
            (ground, view, survey, _) => Photo3dStyle.Render(view, survey, layouts.GetValue(ground, LayoutOf), model, options),
            new { model = model.Card.Name, sha256 = model.Card.Sha256, layout_sha256 = model.LayoutCard.Sha256, device = model.Device, style_seed = options.StyleSeed });

        WorldLayout LayoutOf(PaintedGround ground) =>
            model.LayoutOf(new TerrainWorld(ground.Dem, ground.Ice, WorldLight.Of(ground.Look, ground.Dem, ground.Ice), ground.Look.IceFraction, ground.Look.Pattern), style);
    }
}
