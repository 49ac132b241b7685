using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Glacier.Vision.Scenery;

/// <summary>The generator of photographs from condition maps: the joint network, run at any size.</summary>
public sealed class SceneryModel
{
    /// <summary>Name of the bundled generator.</summary>
    public const string Bundled = "scenery-joint";

    private const int Multiple = 16;

    // what lies beyond the picture's edge is made up; painted with a margin, which is cut off, its traces stay outside
    private const int Margin = 32;

    private readonly Model _model;
    private readonly IReadOnlyList<string> _channels;

    /// <summary>Takes a loaded network with inputs condition, style and noise and the output picture.</summary>
    /// <exception cref="InvalidInputException">The card names no channels, or the network has other tensors.</exception>
    public SceneryModel(Model model)
    {
        _model = model;
        var inputs = model.Session.InputMetadata;
        if (!inputs.ContainsKey("condition") || !inputs.ContainsKey("style") || !inputs.ContainsKey("noise") || !model.Session.OutputMetadata.ContainsKey("picture"))
        {
            throw new InvalidInputException(
                model.Card.File, "scenery-tensors", string.Join(", ", inputs.Keys), "condition, style, noise and the output picture", "Choose a generator exported from the joint mode.");
        }

        _channels = model.Card.Channels ?? throw new InvalidInputException(
            model.Card.File, "scenery-channels", "no channels on the card", $"some of {string.Join(", ", ConditionMaps.ChannelNames)}", "Restore the card that came with the model.");
        StyleLength = inputs["style"].Dimensions[1];
    }

    /// <summary>Numbers in a style code.</summary>
    public int StyleLength { get; }

    /// <summary>The card.</summary>
    public ModelCard Card => _model.Card;

    /// <summary>Where it runs: <c>cuda:0</c> or <c>cpu</c>.</summary>
    public string Device => _model.Device;

    /// <summary>A style by its number: the card's typical ones first, from 1; any other number draws one.</summary>
    /// <param name="seed">The number.</param>
    /// <param name="truncation">How far a drawn style strays from the mean one, 0 to 1.</param>
    public float[] Style(int seed, double truncation) =>
        seed >= 1 && Card.Styles is { } styles && seed <= styles.Count ? styles[seed - 1] : StyleCode.FromSeed(seed, StyleLength, truncation);

    /// <summary>A code held to looks that landscapes have: one longer than the middle one of the typical styles is drawn in to its length, so that a photograph of ice alone does not colour all the land.</summary>
    /// <param name="style">A code read off a photograph.</param>
    public float[] Held(float[] style)
    {
        if (Card.Styles is not { Count: > 0 } styles)
        {
            return style;
        }

        var most = styles.Select(Length).Order().ElementAt(styles.Count / 2);
        var factor = Math.Min(1, most / Math.Max(Length(style), 1e-9));
        return Array.ConvertAll(style, value => (float)(value * factor));
    }

    /// <summary>Paints.</summary>
    /// <param name="maps">The condition, of any size.</param>
    /// <param name="style">The style code, <see cref="StyleLength"/> numbers; the same for all years of a film.</param>
    /// <param name="grainSeed">Seed of the grain; the same for all years of a film.</param>
    /// <returns>height × width × 3 values, sRGB in 0 … 255, not rounded.</returns>
    /// <exception cref="ArgumentException">The style has another length.</exception>
    public float[] Paint(ConditionMaps maps, float[] style, int grainSeed = 1)
    {
        if (style.Length != StyleLength)
        {
            throw new ArgumentException($"style of {style.Length} numbers; expected {StyleLength}", nameof(style));
        }

        var (width, height) = (Padded(maps.Width), Padded(maps.Height));
        var condition = new float[_channels.Count * width * height];
        for (var channel = 0; channel < _channels.Count; channel++)
        {
            var plane = maps.Channel(_channels[channel]);
            for (var y = 0; y < height; y++)
            {
                var from = plane.AsSpan(Math.Clamp(y - Margin, 0, maps.Height - 1) * maps.Width, maps.Width);
                var to = condition.AsSpan(((channel * height) + y) * width, width);
                to[..Margin].Fill(from[0]);
                from.CopyTo(to[Margin..]);
                to[(Margin + maps.Width)..].Fill(from[^1]);
            }
        }

        var noise = StyleCode.Grain(grainSeed, width, height);
        using var results = _model.Session.Run(
        [
            NamedOnnxValue.CreateFromTensor("condition", new DenseTensor<float>(condition, [1, _channels.Count, height, width])),
            NamedOnnxValue.CreateFromTensor("style", new DenseTensor<float>(style, [1, StyleLength])),
            NamedOnnxValue.CreateFromTensor("noise", new DenseTensor<float>(noise, [1, 1, height, width])),
        ]);
        var planes = ((DenseTensor<float>)results.Single().AsTensor<float>()).Buffer.Span;
        var picture = new float[3 * maps.Width * maps.Height];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var y = 0; y < maps.Height; y++)
            {
                var row = planes.Slice((((channel * height) + y + Margin) * width) + Margin, maps.Width);
                for (var x = 0; x < row.Length; x++)
                {
                    picture[(3 * ((y * maps.Width) + x)) + channel] = Math.Clamp((row[x] + 1) * 127.5f, 0, 255);
                }
            }
        }

        return picture;
    }

    private static double Length(float[] code) => Math.Sqrt(code.Sum(value => (double)value * value));

    private static int Padded(int side) => (side + (2 * Margin) + Multiple - 1) / Multiple * Multiple;
}
