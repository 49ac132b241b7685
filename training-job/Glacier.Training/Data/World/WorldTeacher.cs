using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Data.World;

/// <summary>The 2D path as a teacher: what the bundled network paints of a view in a look. Its pictures differ from view to view; a world learned from many of them keeps what they agree on.</summary>
internal sealed class WorldTeacher(SceneryModel model)
{
    private const double DrawnTruncation = 0.7;

    /// <summary>Length of a style code.</summary>
    public int StyleLength => model.StyleLength;

    /// <summary>Hash of the network's file.</summary>
    public string Sha256 => model.Card.Sha256;

    /// <summary>The bundled network.</summary>
    public static WorldTeacher Bundled(ModelCatalogue models) => new(new SceneryModel(models.Get(SceneryModel.Bundled)));

    /// <summary>Looks of a world: half of them typical ones, the others drawn or between two typical ones.</summary>
    public float[][] Styles(int count, int seed)
    {
        var random = new SeededRandom(seed, count);
        var typical = model.Card.Styles?.Count ?? 0;
        var first = typical == 0 ? 0 : random.Below(typical);
        return [.. Enumerable.Range(0, count).Select(place =>
        {
            if (typical > 0 && place % 2 == 0)
            {
                return model.Style(1 + ((first + (5 * place / 2)) % typical), DrawnTruncation);
            }

            if (typical > 1 && place % 4 == 1)
            {
                var (one, other, share) = (model.Style(1 + random.Below(typical), 1), model.Style(1 + random.Below(typical), 1), (float)random.Unit());
                return [.. one.Zip(other, (a, b) => (share * a) + ((1 - share) * b))];
            }

            return StyleCode.FromSeed(10_000 + (int)(random.Bits() >> 40), model.StyleLength, DrawnTruncation);
        })];
    }

    /// <summary>A world in survey style, which the network's conditions are made from.</summary>
    public static SurveyScene Survey(TerrainWorld world) =>
        new(world.Dem, world.Ice, new SurveyStyleOptions(world.Light.SunAzimuthDegrees, world.Light.SunElevationDegrees, world.Light.SnowLine));

    /// <summary>Paints a view in each look.</summary>
    /// <param name="world">The world.</param>
    /// <param name="survey">The same in survey style.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="styles">The looks.</param>
    /// <returns>Per look height × width × 3 bytes.</returns>
    public byte[][] Paint(TerrainWorld world, SurveyScene survey, Camera camera, float[][] styles)
    {
        var view = ViewRenderer.Render(world.Dem, camera, world.Ice);
        var maps = ViewConditions.Of(view, survey.Render(camera), IceCover.Of(view, world.Dem.Grid, world.Ice));
        return [.. styles.Select(style => Array.ConvertAll(model.Paint(maps, style), value => (byte)Math.Round(value)))];
    }
}
