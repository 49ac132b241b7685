using System.Diagnostics;
using Glacier.Terrain.Views;
using Glacier.Training.Data;
using Glacier.Training.Data.World;
using Glacier.Training.Loops;
using Glacier.Training.Losses;
using Glacier.Training.Networks.World;
using Glacier.Vision.Panorama;
using Glacier.Vision.Scenery3d;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation.World;

/// <summary>Judges a world run, its teacher (the 2D path) beside it.</summary>
/// <param name="networks">The averaged networks.</param>
/// <param name="sampling">Samples along their rays.</param>
/// <param name="perceptual">The fixed network of the perceptual figures.</param>
internal sealed class WorldJudge(WorldNetworks networks, WorldSampling sampling, PerceptualNetwork perceptual)
{
    private const int Places = 12;
    private const double Turn = 7.5;
    private const int FrameSide = 256;

    /// <summary>Against the teacher's pictures of held-out views, mean over all: L1, and distance by the fixed network's features. Fréchet distances to photographs, of these pictures
    /// and of the teacher's.</summary>
    /// <param name="data">The run's worlds.</param>
    /// <param name="photographs">Photographs of a validation split; null: no distance.</param>
    /// <param name="looks">Looks that each view is painted in.</param>
    /// <param name="figures">Figures are added here.</param>
    /// <returns>Pictures judged.</returns>
    public int Pictures(WorldData data, TrainingData? photographs, int looks, IDictionary<string, double> figures)
    {
        var (made, taught, distance) = (new List<float[]>(), new List<float[]>(), new PerceptualLoss(perceptual.Features.call));
        var sums = (L1: 0.0, Perceptual: 0.0);
        foreach (var batch in data.HeldOut(looks))
        {
            using var scope = NewDisposeScope();
            using var constant = no_grad();
            manual_seed(1);
            var picture = networks.Paint(batch, FrameTensors.Of(batch, CPU), CPU).Picture.clamp(-1, 1);
            made.AddRange(Rows(perceptual.Features.Embed(picture)));
            if (batch.Taught.Length > 0)
            {
                var teacher = tensor(batch.Taught, [batch.Count, 3, batch.Side, batch.Side]);
                taught.AddRange(Rows(perceptual.Features.Embed(teacher)));
                sums = (sums.L1 + (batch.Count * PixelLoss.L1(picture, teacher).item<float>()), sums.Perceptual + (batch.Count * distance.Distance(picture, teacher).item<float>()));
            }
        }

        if (taught.Count > 0)
        {
            figures["l1-to-teacher"] = sums.L1 / taught.Count;
            figures[$"perceptual-to-teacher-{PerceptualNetwork.Name}"] = sums.Perceptual / taught.Count;
        }

        if (photographs is not null)
        {
            var real = new List<float[]>();
            for (var first = 0; first < photographs.Validation.Count; first++)
            {
                using var scope = NewDisposeScope();
                using var constant = no_grad();
                var batch = photographs.Validate(first, 1);
                real.AddRange(Rows(perceptual.Features.Embed(tensor(batch.Pictures, [1, 3, data.Side, data.Side]))));
            }

            var name = FormattableString.Invariant($"fsd-{PerceptualNetwork.Name}(n={made.Count},{real.Count})");
            figures[name] = SetDistance.Frechet(real, made);
            if (taught.Count > 0)
            {
                figures["teacher-" + name] = SetDistance.Frechet(real, taught);
            }
        }

        return made.Count;
    }

    /// <summary>Pairs of frames of an orbit, 7.5° apart, 256 px: mean difference after the second is brought onto the first by the true depth, grey levels of 255; seconds of processor time
    /// a frame, rays and networks on one thread, without the layout.</summary>
    /// <param name="world">The ground.</param>
    /// <param name="teacher">The 2D path.</param>
    /// <param name="cell">Extent of a cell of the ground plane, metres.</param>
    /// <param name="figures">Figures are added here.</param>
    public void Orbit(TerrainWorld world, WorldTeacher teacher, double cell, IDictionary<string, double> figures)
    {
        var (style, size, survey) = (teacher.Styles(1, 1)[0], GroundPlane.CellsOf(world, cell), WorldTeacher.Survey(world));
        var (own, theirs, seconds, maps) = (new List<double>(), new List<double>(), 0.0, world.LayoutMaps(size));
        for (var place = 0; place < Places; place++)
        {
            var bearing = 360.0 * place / Places;
            var (first, second) = (Frame(bearing), Frame(bearing + Turn));
            Add(own, first.Made, second.Made);
            Add(theirs, first.Taught, second.Taught);
        }

        // where the layout is told nothing of the ground, its depth says nothing of the picture
        if (networks.Options.Conditional)
        {
            figures["warped-difference"] = own.Average();
        }

        figures["teacher-warped-difference"] = theirs.Average();
        figures["frame-processor-seconds"] = seconds / (2 * Places);

        (PanoramaView Made, PanoramaView Taught) Frame(double bearing)
        {
            using var scope = NewDisposeScope();
            using var constant = no_grad();
            var camera = WorldCameras.Around(world, bearing, FrameSide);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var frame = WorldFrame.Of(world, camera, sampling);
            var batch = new WorldBatch(maps, size, style, 1, FrameSide, frame.Samples, frame.Guidance, frame.Places, frame.Heights, frame.Steps, frame.Sky, [], [], []);
            manual_seed(1);
            var picture = Tensors.Values(networks.Paint(batch, FrameTensors.Of(batch, CPU), CPU).Picture);
            seconds += (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            var view = ViewRenderer.Render(world.Dem, camera, world.Ice, new ViewOptions(1));
            return (PanoramaView.Of(view, Interleaved(picture)), PanoramaView.Of(view, teacher.Paint(world, survey, camera, [style])[0]));
        }

        static void Add(List<double> differences, PanoramaView first, PanoramaView second)
        {
            if (FrameConsistency.Warped(first, second) is var (difference, _) && double.IsFinite(difference))
            {
                differences.Add(difference);
            }
        }
    }

    private static byte[] Interleaved(float[] planes)
    {
        var area = planes.Length / 3;
        var rgb = new byte[planes.Length];
        for (var i = 0; i < planes.Length; i++)
        {
            rgb[(3 * (i % area)) + (i / area)] = (byte)Math.Round(Math.Clamp((planes[i] + 1) * 127.5f, 0, 255));
        }

        return rgb;
    }

    private static IEnumerable<float[]> Rows(Tensor vectors) => Tensors.Values(vectors).Chunk((int)vectors.shape[1]);
}
