using System.Globalization;
using Glacier.Training.Data;
using Glacier.Training.Loops;
using Glacier.Training.Losses;
using Glacier.Training.Onnx.Perceptual;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation;

/// <summary>Judges a trained scenery on its validation photographs.</summary>
/// <param name="network">Fixed network of the perceptual figures.</param>
/// <param name="sky">Finds the sky: (RGB, width, height) to the mask.</param>
/// <param name="device">Where to compute.</param>
public sealed class Evaluator(PerceptualNetwork network, Func<byte[], int, int, bool[]> sky, Device device)
{
    private const int BatchSize = 16;

    /// <summary>Measures everything.</summary>
    /// <param name="scenery">The run.</param>
    /// <param name="data">Its pairs.</param>
    /// <param name="splitHash">Hash of its split.</param>
    /// <param name="most">At most so many validation pictures.</param>
    /// <param name="progress">Told (done, of).</param>
    public RunFigures Judge(TrainedScenery scenery, TrainingData data, string splitHash, int most = int.MaxValue, Action<int, int>? progress = null)
    {
        using var constant = no_grad();
        var count = Math.Min(data.Validation.Count, most);
        var channels = scenery.Configuration.Data.Channels;
        var side = scenery.Configuration.Data.Resolution;
        var (perceptual, identity) = (new PerceptualLoss(network.Features.call), new IdentityLoss(network.Features.Embed));
        var (real, free) = (new List<float[]>(), new List<float[]>());
        var sums = new SortedDictionary<string, double>(StringComparer.Ordinal);
        scenery.ReadLooks(data, most);
        var skies = data.With(["sky"]);
        var (asked, own) = (new List<int>(), new List<int>());
        for (var first = 0; first < count; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            var batch = data.Validate(first, Math.Min(BatchSize, count - first));
            var photograph = Tensors.Of(batch, device).Picture;
            var paired = scenery.Paired(batch);
            Add("l1", PixelLoss.L1(paired, photograph));
            Add("l2", PixelLoss.L2(paired, photograph));
            Add($"perceptual-{PerceptualNetwork.Name}", perceptual.Distance(paired, photograph));
            Add("identity-distance", identity.Distance(paired, photograph));
            if (network.Lpips is not null)
            {
                Add(LpipsSqueeze.ScoreName, network.Lpips.call(paired, photograph).mean());
            }

            AddNumber("w-distance", scenery.LatentDistance(batch));
            var look = scenery.Free(batch, first + 1);
            real.AddRange(Rows(network.Features.Embed(photograph)));
            free.AddRange(Rows(network.Features.Embed(look)));
            var asks = skies.Validate(first, batch.Count).Conditions;
            asked.AddRange(SkylineError.Of(Tensors.Values(look), asks, side, sky));
            own.AddRange(SkylineError.Of(batch.Pictures, asks, side, sky));
            var (changed, inside) = TemporalStability.Retreat(batch, channels);
            var stability = TemporalStability.Of(Tensors.Values(look), Tensors.Values(scenery.Free(changed, first + 1)), inside, side);
            AddNumber("temporal-change-away", stability.Away);
            AddNumber("temporal-change-inside", stability.Inside);
            progress?.Invoke(first + batch.Count, count);

            void Add(string name, Tensor value) => AddNumber(name, value.item<float>());

            void AddNumber(string name, double value) => sums[name] = sums.GetValueOrDefault(name) + (value * batch.Count);
        }

        var figures = sums.ToDictionary(pair => pair.Key, pair => pair.Value / count);
        var suffix = string.Create(CultureInfo.InvariantCulture, $"{PerceptualNetwork.Name}(n={count})");
        figures["fsd-" + suffix] = SetDistance.Frechet(real, free);
        figures["ksd-" + suffix] = SetDistance.Kernel(real, free);
        SkylineError.Add(figures, "skyline-error-px", asked);
        SkylineError.Add(figures, "skyline-error-px-of-the-photographs", own);
        return new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(scenery.Run)), scenery.Mode, side, channels, count, splitHash, scenery.State.Step, scenery.State.Images, scenery.State.Files, figures);
    }

    private static IEnumerable<float[]> Rows(Tensor vectors) => Tensors.Values(vectors).Chunk((int)vectors.shape[1]);
}
