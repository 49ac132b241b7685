using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Data.World;

/// <summary>Batches of one world in one look: squares of its views, what the teacher painted there, and photographs for the discriminator.</summary>
public sealed class WorldData : ITrainingData<WorldBatch>
{
    // a square of sky teaches nothing of the ground
    private const double LeastGround = 0.3;
    private const int Draws = 6;

    private readonly WorldDataConfiguration _configuration;
    private readonly WorldCache _cache;
    private readonly TrainingData? _photographs;
    private readonly int _seed;

    /// <summary>Takes prepared worlds.</summary>
    /// <param name="configuration">Worlds and views.</param>
    /// <param name="side">Rows and columns of the pictures.</param>
    /// <param name="cache">The worlds.</param>
    /// <param name="photographs">Photographs with their skies; null: none.</param>
    /// <param name="seed">Seed of every draw.</param>
    public WorldData(WorldDataConfiguration configuration, int side, WorldCache cache, TrainingData? photographs, int seed) =>
        (_configuration, Side, _cache, _photographs, _seed) = (configuration, side, cache, photographs, seed);

    /// <inheritdoc/>
    public int Side { get; }

    /// <summary>Worlds prepared.</summary>
    public int WorldCount => _cache.Index.Worlds.Count;

    /// <inheritdoc/>
    public WorldBatch Train(long step, int count)
    {
        var random = new SeededRandom(_seed, step);
        var world = _cache.Index.Worlds[random.Below(WorldCount)];
        var style = random.Below(Math.Max(world.Styles.Count, 1));
        var views = Enumerable.Range(0, count).Select(_ => world.Views[random.Below(world.Views.Count)]).ToArray();
        return Batch(world, style, views, random, _photographs?.Train(step, count));
    }

    /// <inheritdoc/>
    /// <remarks>Each call is one world: the validation view number <paramref name="first"/> and those after it in the same world, its middle squares, looks in turn.</remarks>
    public WorldBatch Validate(int first, int count)
    {
        var world = _cache.Index.Worlds[first / _configuration.HeldOut % WorldCount];
        var views = Enumerable.Range(first, count).Select(place => world.HeldOut[place % world.HeldOut.Count]).ToArray();
        return Batch(world, first % Math.Max(world.Styles.Count, 1), views, null, _photographs?.Validate(first, count));
    }

    /// <summary>The held-out views of every world, left, middle and right squares of them: a batch per world, view and look.</summary>
    /// <param name="looks">Looks of each.</param>
    public IEnumerable<WorldBatch> HeldOut(int looks) =>
        from world in _cache.Index.Worlds
        from view in world.HeldOut
        from style in Enumerable.Range(0, Math.Clamp(looks, 1, Math.Max(world.Styles.Count, 1)))
        select Batch(world, style, [view, view, view], null, null, spread: true);

    /// <summary>Frames of the sample grid: each row's name and its frames, one batch a frame, in one look.</summary>
    public IReadOnlyList<(string Row, IReadOnlyList<WorldBatch> Frames)> Gallery()
    {
        var style = _cache.Index.Worlds[0].Styles;
        return [.. _cache.Index.Squares.GroupBy(square => square.Row).Select(row => (row.Key, (IReadOnlyList<WorldBatch>)[.. row.Select(square =>
        {
            var world = _cache.Index.Worlds[square.World];
            var frame = _cache.Frame(square.Offset, Side, Side);
            return new WorldBatch(
                _cache.Layout(world), world.LayoutSize, style.Count > 0 ? style[0] : [], 1, Side, frame.Samples, frame.Guidance, frame.Places, frame.Heights, frame.Steps, frame.Sky, [], [], []);
        })]))];
    }

    /// <summary>Ground noise of a layout: one for all worlds, so that all years of a place share it.</summary>
    public static float[] Grain(int layoutSize) => StyleCode.Grain(1, layoutSize, layoutSize);

    private WorldBatch Batch(CachedWorld world, int style, long[] views, SeededRandom? random, Batch? photographs, bool spread = false)
    {
        var (stride, first) = random is null ? (1, 0) : (_configuration.SampleStride, random.Below(_configuration.SampleStride));
        var (count, side, rays, samples) = (views.Length, Side, Side / WorldSampling.Reduction, _cache.Index.Samples / stride);
        var (maps, skies) = (WorldFrame.GuidanceNames.Count, WorldFrame.SkyNames.Count);
        var batch = new WorldBatch(
            _cache.Layout(world), world.LayoutSize, world.Styles.Count > 0 ? world.Styles[style] : [], count, side, samples,
            new float[count * maps * side * side], new float[count * samples * rays * rays * 2], new float[count * samples * rays * rays], new float[count * samples * rays * rays],
            new float[count * skies * rays * rays], _cache.Index.Taught ? new float[count * 3 * side * side] : [], photographs?.Pictures ?? [], photographs?.Conditions ?? []);
        for (var place = 0; place < count; place++)
        {
            var frame = _cache.Frame(views[place], _configuration.Width, _configuration.Height);
            var (left, top) = Corner(frame, random);
            if (spread && views.Length > 1)
            {
                left = (frame.Width - side) * place / (views.Length - 1) / WorldSampling.Reduction * WorldSampling.Reduction;
            }

            Cut(frame.Guidance, frame.Width, frame.Height, left, top, side, 1, batch.Guidance, place, maps, 0, 1);
            var (width, height, x, y) = (frame.Width / WorldSampling.Reduction, frame.Height / WorldSampling.Reduction, left / WorldSampling.Reduction, top / WorldSampling.Reduction);
            Cut(frame.Places, width, height, x, y, rays, 2, batch.Places, place, samples, first, stride);
            Cut(frame.Heights, width, height, x, y, rays, 1, batch.Heights, place, samples, first, stride);
            Cut(frame.Steps, width, height, x, y, rays, 1, batch.Steps, place, samples, first, stride);
            Cut(frame.Sky, width, height, x, y, rays, 1, batch.Sky, place, skies, 0, 1);
            if (_cache.Index.Taught)
            {
                Planes(_cache.Taught(views[place], frame.Width, frame.Height, style), frame.Width, left, top, batch.Taught.AsSpan(place * 3 * side * side, 3 * side * side));
            }
        }

        System.Numerics.Tensors.TensorPrimitives.Multiply(batch.Steps, stride, batch.Steps);
        return batch;
    }

    // corners lie on the grid of rays
    private (int Left, int Top) Corner(WorldFrame frame, SeededRandom? random)
    {
        const int Reduction = WorldSampling.Reduction;
        var (across, down) = ((frame.Width - Side) / Reduction, (frame.Height - Side) / Reduction);
        if (random is null)
        {
            return (across / 2 * Reduction, down / 2 * Reduction);
        }

        for (var draw = 1; ; draw++)
        {
            var (left, top) = (random.Below(across + 1) * Reduction, random.Below(down + 1) * Reduction);
            if (draw == Draws || Ground(frame, left, top) >= LeastGround)
            {
                return (left, top);
            }
        }
    }

    private double Ground(WorldFrame frame, int left, int top)
    {
        var sum = 0.0;
        for (var row = top; row < top + Side; row++)
        {
            sum += System.Numerics.Tensors.TensorPrimitives.Sum(frame.Guidance.AsSpan((row * frame.Width) + left, Side));
        }

        return sum / (Side * Side);
    }

    private static void Cut(float[] planes, int width, int height, int left, int top, int side, int each, float[] target, int place, int count, int first, int stride)
    {
        for (var plane = 0; plane < count; plane++)
        {
            for (var row = 0; row < side; row++)
            {
                planes.AsSpan((((((first + (plane * stride)) * height) + top + row) * width) + left) * each, side * each)
                    .CopyTo(target.AsSpan((((((place * count) + plane) * side) + row) * side) * each));
            }
        }
    }

    private void Planes(byte[] rgb, int width, int left, int top, Span<float> target)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    target[(((colour * Side) + row) * Side) + column] = (rgb[(3 * (((top + row) * width) + left + column)) + colour] / 127.5f) - 1;
                }
            }
        }
    }
}
