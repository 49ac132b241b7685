using System.Text.Json;
using Glacier.Terrain;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Glacier.Vision.Scenery3d;

/// <summary>The ground plane's features of a world in one look: made once, looked at by every frame.</summary>
/// <param name="World">The world.</param>
/// <param name="Style">The look's code.</param>
/// <param name="Features">[channels, size, size].</param>
/// <param name="Size">Cells along each side.</param>
public sealed record WorldLayout(TerrainWorld World, float[] Style, float[] Features, int Size);

/// <summary>The networks of the 3D path: the layout of a world once per year, pictures of it from any viewpoint.</summary>
public sealed class Scenery3dModel
{
    /// <summary>Name of the bundled layout generator.</summary>
    public const string LayoutName = "scenery3d-layout";

    /// <summary>Name of the bundled frame networks.</summary>
    public const string FrameName = "scenery3d-frame";

    // one ground for all years of all places
    private const int GrainSeed = 1;

    // what lies beyond the picture's edge is there, too, but the convolutions there see zeros beside it
    private const int Margin = 16;

    private readonly Model _layout;
    private readonly Model _frame;
    private readonly double _cell;

    /// <summary>Takes the two loaded networks.</summary>
    /// <exception cref="InvalidInputException">A network has other tensors, or its card does not say how it was trained.</exception>
    public Scenery3dModel(Model layout, Model frame)
    {
        (_layout, _frame) = (layout, frame);
        Require(layout, ["condition", "style", "noise"], "layout");
        Require(frame, ["layout", "places", "heights", "steps", "guidance", "sky", "style"], "picture");
        StyleLength = frame.Session.InputMetadata["style"].Dimensions[1];
        try
        {
            var data = frame.Card.Config!.Value.GetProperty("data");
            _cell = data.GetProperty("cell").GetDouble();
            Sampling = data.GetProperty("sampling").Deserialize<WorldSampling>(JsonSerializerOptions.Web)!;
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or JsonException)
        {
            throw new InvalidInputException(frame.Card.File, "world-card", error.Message, "data.cell and data.sampling in the card's configuration", "Restore the card that came with the model.");
        }
    }

    /// <summary>Numbers in a style code: one of <see cref="SceneryModel"/>.</summary>
    public int StyleLength { get; }

    /// <summary>Samples along the rays.</summary>
    public WorldSampling Sampling { get; }

    /// <summary>Card of the frame networks.</summary>
    public ModelCard Card => _frame.Card;

    /// <summary>Card of the layout generator.</summary>
    public ModelCard LayoutCard => _layout.Card;

    /// <summary>Where they run: <c>cuda:0</c> or <c>cpu</c>.</summary>
    public string Device => _frame.Device;

    /// <summary>The bundled networks.</summary>
    /// <exception cref="InvalidInputException">One is absent, damaged, or another kind of network.</exception>
    public static Scenery3dModel Of(ModelCatalogue models) => new(models.Get(LayoutName), models.Get(FrameName));

    /// <summary>The ground plane of a world in a look.</summary>
    /// <param name="world">A year of a glacier.</param>
    /// <param name="style">The style code, the same for all years and frames.</param>
    /// <exception cref="ArgumentException">The style has another length.</exception>
    public WorldLayout LayoutOf(TerrainWorld world, float[] style)
    {
        if (style.Length != StyleLength)
        {
            throw new ArgumentException($"style of {style.Length} numbers; expected {StyleLength}", nameof(style));
        }

        var size = GroundPlane.CellsOf(world, _cell);
        using var results = _layout.Session.Run(
        [
            Value("condition", world.LayoutMaps(size), 1, TerrainWorld.LayoutNames.Count, size, size),
            Value("style", style, 1, style.Length),
            Value("noise", StyleCode.Grain(GrainSeed, size, size), 1, 1, size, size),
        ]);
        return new(world, style, ((DenseTensor<float>)results.Single().AsTensor<float>()).Buffer.ToArray(), size);
    }

    /// <summary>Paints what a camera sees of a world.</summary>
    /// <param name="layout">The world's ground plane.</param>
    /// <param name="camera">The camera, of the size that the view is wanted in.</param>
    /// <param name="reduction">Pixels of the view, across and down, that the network paints as one.</param>
    /// <returns>⌈height / reduction⌉ × ⌈width / reduction⌉ × 3 values, sRGB in 0 … 255, not rounded.</returns>
    /// <exception cref="ArgumentException">The camera stands below ground or outside the DEM.</exception>
    public float[] Paint(WorldLayout layout, Camera camera, int reduction)
    {
        const int Multiple = 2 * WorldSampling.Reduction;
        var (columns, rows) = (Reduction.Size(camera.Width, reduction), Reduction.Size(camera.Height, reduction));
        var (width, height) = (Padded(columns), Padded(rows));

        // the same eye and pixels of the reduced size, with a margin: the field of view grows with the picture's tangent
        var half = Math.Tan(camera.FieldOfViewDegrees * Math.PI / 360) * width * reduction / camera.Width;
        var wide = camera with { Width = width, Height = height, FieldOfViewDegrees = Math.Atan(half) * 360 / Math.PI };
        var frame = WorldFrame.Of(layout.World, wide, Sampling);
        var planes = Run(layout, frame);

        // where the view's corner lies in the wider picture; a fraction where sizes do not divide
        var (left, top) = ((width - ((double)camera.Width / reduction)) / 2, (height - ((double)camera.Height / reduction)) / 2);
        return Cut(planes, width, height, left, top, columns, rows);

        static int Padded(int side) => (side + (2 * Margin) + Multiple - 1) / Multiple * Multiple;
    }

    private float[] Run(WorldLayout layout, WorldFrame frame)
    {
        var (rows, columns, samples, channels) = (frame.Height / WorldSampling.Reduction, frame.Width / WorldSampling.Reduction, frame.Samples, layout.Features.Length / (layout.Size * layout.Size));
        using var results = _frame.Session.Run(
        [
            Value("layout", layout.Features, 1, channels, layout.Size, layout.Size),
            Value("places", frame.Places, 1, samples * rows, columns, 2),
            Value("heights", frame.Heights, 1, samples, rows, columns),
            Value("steps", frame.Steps, 1, samples, rows, columns),
            Value("guidance", frame.Guidance, 1, WorldFrame.GuidanceNames.Count, frame.Height, frame.Width),
            Value("sky", frame.Sky, 1, WorldFrame.SkyNames.Count, rows, columns),
            Value("style", layout.Style, 1, layout.Style.Length),
        ]);
        return ((DenseTensor<float>)results.Single().AsTensor<float>()).Buffer.ToArray();
    }

    private static float[] Cut(float[] planes, int width, int height, double left, double top, int columns, int rows)
    {
        var result = new float[3 * columns * rows];
        var (x0, y0) = ((int)left, (int)top);
        var (u, v) = ((float)(left - x0), (float)(top - y0));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    var at = (((colour * height) + row + y0) * width) + column + x0;
                    var value = ((1 - v) * (((1 - u) * planes[at]) + (u * planes[at + 1]))) + (v * (((1 - u) * planes[at + width]) + (u * planes[at + width + 1])));
                    result[(3 * ((row * columns) + column)) + colour] = Math.Clamp((value + 1) * 127.5f, 0, 255);
                }
            }
        }

        return result;
    }

    private static NamedOnnxValue Value(string name, float[] values, params int[] shape) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(values, shape));

    private static void Require(Model model, IReadOnlyList<string> inputs, string output)
    {
        var found = model.Session.InputMetadata;
        if (!inputs.All(found.ContainsKey) || !model.Session.OutputMetadata.ContainsKey(output))
        {
            throw new InvalidInputException(
                model.Card.File, "world-tensors", string.Join(", ", found.Keys), $"{string.Join(", ", inputs)} and the output {output}", "Choose the networks exported from a world run.");
        }
    }
}
