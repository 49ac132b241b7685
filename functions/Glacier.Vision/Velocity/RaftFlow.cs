using System.Text.Json;
using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Glacier.Vision.Velocity.Flow;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Velocity;

/// <summary>RAFT (Teed and Deng 2020) trained on glaciers, by ONNX Runtime.</summary>
/// <remarks>A network that was trained to improve on Horn–Schunck (<see cref="FlowStart"/>, as its card says) is given it. The network compares every cell with every other, or with those of nearby rows: memory grows with the fourth or third power of a tile's side, so that tiles are cut to what correlations may take.</remarks>
public sealed class RaftFlow
{
    /// <summary>Name of the bundled network.</summary>
    public const string ModelName = "flow-raft-small";

    // the network's pyramid needs as much, and its sides to be multiples of this
    private const int LeastSide = 128;
    private const int Multiple = 8;

    // correlations of all pairs, with those of the coarser levels: 4 bytes · 4/3
    private const double CorrelationBytes = 256e6;
    private const double BytesPerCorrelation = 16 / 3.0;

    // after a start: 4 bytes · the 17 rows that are compared, on two levels; larger tiles would gain little
    private const double NearbyBytes = 192e6;
    private const double BytesPerNearby = 4 * 17 * 1.5;

    private static readonly Lazy<ModelCatalogue> s_models = new(ModelCatalogue.OfProgram);

    private readonly Model _model;
    private readonly RaftFlowOptions _options;
    private readonly FlowMethod _tiled;
    private readonly bool _seesStart;

    /// <summary>Wraps a network.</summary>
    /// <param name="model">Network with <c>first</c>, <c>second</c> and <c>flow</c>.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="InvalidInputException">The network was trained on other channels than <see cref="FlowChannels.Names"/>.</exception>
    public RaftFlow(Model model, RaftFlowOptions options)
    {
        if (model.Card.Channels is { } channels && !channels.SequenceEqual(FlowChannels.Names))
        {
            throw new InvalidInputException(
                model.Card.Name, "model-channels", string.Join(", ", channels), string.Join(", ", FlowChannels.Names), "Export the network again from a run on these channels.");
        }

        (_model, _options) = (model, options);
        Start = options.Start ?? StartOf(model.Card);
        _seesStart = model.Card.Inputs.ContainsKey("start");
        var tile = options.Tile > 0 ? options.Tile : TileFor(Downsampling(model.Card), _seesStart) - (2 * options.Halo);
        _tiled = FlowTiling.Tiled(new FlowMethod("raft", "", Run), tile, options.Halo, LeastSide);
    }

    /// <summary>What the network improves on.</summary>
    public FlowStart Start { get; }

    /// <summary>Hash of the bundled network's weights; null where the program came without it.</summary>
    public static string? BundledSha256 => s_models.Value.Card(ModelName)?.Sha256;

    /// <summary>The bundled network as a flow method; it is loaded when first used.</summary>
    /// <param name="options">Settings.</param>
    public static FlowMethod Method(RaftFlowOptions options) => Method(() => s_models.Value.Get(ModelName), options);

    /// <summary>A network as a flow method; its pairs must be of <see cref="HornSchunckStart.Channels"/>.</summary>
    /// <param name="model">Gives the network when first used.</param>
    /// <param name="options">Settings.</param>
    public static FlowMethod Method(Func<Model> model, RaftFlowOptions options)
    {
        var flow = new Lazy<RaftFlow>(() => new RaftFlow(model(), options));
        return new FlowMethod("raft", "RAFT (Teed and Deng 2020), small, trained on glaciers", pair => flow.Value.Estimate(pair)) { Channels = HornSchunckStart.Channels };
    }

    /// <summary>Side of the largest tile whose correlations fit, pixels.</summary>
    /// <param name="downsampling">Pixels per cell.</param>
    /// <param name="started">The network improves on a start and compares nearby rows only.</param>
    public static int TileFor(int downsampling, bool started) =>
        (int)(started ? Math.Cbrt(NearbyBytes / BytesPerNearby) : Math.Pow(CorrelationBytes / BytesPerCorrelation, 0.25)) * downsampling / 32 * 32;

    /// <summary>Estimates.</summary>
    /// <param name="pair">Images of <see cref="HornSchunckStart.Channels"/>; without a start the network's own channels are enough. NaN and 0 are unknown.</param>
    /// <returns>The field, known everywhere.</returns>
    public FlowField Estimate(ImagePair pair)
    {
        if (Start == FlowStart.Zero)
        {
            var count = FlowChannels.Names.Count;
            return Estimate(pair with { First = [.. pair.First.Take(count)], Second = [.. pair.Second.Take(count)] }, _options.LargestDisplacement);
        }

        var flow = HornSchunckStart.Estimate(pair, _options.LargestDisplacement);
        for (var pass = 0; pass < _options.Passes; pass++)
        {
            flow = Sum(flow, _tiled.Estimate(HornSchunckStart.Left(pair, flow)));
        }

        return flow;
    }

    private FlowField Estimate(ImagePair pair, double largest)
    {
        FlowField? flow = null;
        if (largest > _options.Reach && Math.Min(pair.Width, pair.Height) >= 2 * LeastSide)
        {
            flow = ImageHalving.Doubled(Estimate(ImageHalving.Halved(pair), largest / 2), pair.Width, pair.Height);
        }

        for (var pass = 0; pass < _options.Passes; pass++)
        {
            flow = flow is null ? _tiled.Estimate(pair) : Sum(flow, _tiled.Estimate(pair with { Second = [.. pair.Second.Select(channel => FlowWarp.Back(channel, flow))] }));
        }

        return flow!;
    }

    private FlowField Run(ImagePair pair)
    {
        var (width, height) = ((pair.Width + Multiple - 1) / Multiple * Multiple, (pair.Height + Multiple - 1) / Multiple * Multiple);
        var count = pair.Second.Count;
        var (first, second) = (Planes([.. pair.First.Take(count)], pair.Width, pair.Height, width, height), Planes(pair.Second, pair.Width, pair.Height, width, height));
        var (x, y) = (new float[pair.Width * pair.Height], new float[pair.Width * pair.Height]);

        // a tile of which nothing is known moves nowhere
        if (Array.TrueForAll(first, value => value == 0) || Array.TrueForAll(second, value => value == 0))
        {
            return new(pair.Width, pair.Height, x, y);
        }

        long[] shape = [1, count, height, width];
        using var a = OrtValue.CreateTensorValueFromMemory(first, shape);
        using var b = OrtValue.CreateTensorValueFromMemory(second, shape);
        using var start = _seesStart
            ? OrtValue.CreateTensorValueFromMemory(Planes([.. pair.First.Skip(count)], pair.Width, pair.Height, width, height), [1, HornSchunckStart.Planes, height, width])
            : null;
        using var options = new RunOptions();
        using var outputs = start is not null
            ? _model.Session.Run(options, ["first", "second", "start"], [a, b, start], ["flow"])
            : _model.Session.Run(options, ["first", "second"], [a, b], ["flow"]);
        var flow = outputs[0].GetTensorDataAsSpan<float>();
        for (var row = 0; row < pair.Height; row++)
        {
            flow.Slice(row * width, pair.Width).CopyTo(x.AsSpan(row * pair.Width));
            flow.Slice((height + row) * width, pair.Width).CopyTo(y.AsSpan(row * pair.Width));
        }

        return new(pair.Width, pair.Height, x, y);
    }

    private static float[] Planes(IReadOnlyList<float[]> channels, int width, int height, int wide, int high)
    {
        var planes = new float[channels.Count * wide * high];
        for (var channel = 0; channel < channels.Count; channel++)
        {
            for (var row = 0; row < height; row++)
            {
                var source = channels[channel].AsSpan(row * width, width);
                var target = planes.AsSpan((((channel * high) + row) * wide), width);
                for (var column = 0; column < width; column++)
                {
                    target[column] = float.IsFinite(source[column]) ? source[column] : 0;
                }
            }
        }

        return planes;
    }

    private static FlowField Sum(FlowField one, FlowField other)
    {
        var (x, y) = (new float[one.X.Length], new float[one.X.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (one.X[i] + other.X[i], one.Y[i] + other.Y[i]);
        }

        return new(one.Width, one.Height, x, y);
    }

    private static FlowStart StartOf(ModelCard card) =>
        card.Config is { ValueKind: JsonValueKind.Object } config && config.TryGetProperty("data", out var data) && data.TryGetProperty("start", out var start)
            ? start.Deserialize<FlowStart>()
            : FlowStart.Zero;

    private static int Downsampling(ModelCard card) =>
        card.Config is { ValueKind: JsonValueKind.Object } config && config.TryGetProperty("networks", out var networks) && networks.TryGetProperty("downsampling", out var value) ? value.GetInt32() : 4;
}
