using System.Numerics.Tensors;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Training.Data.Flow;

/// <summary>A large pair as a network meets it after Horn–Schunck (<see cref="HornSchunckStart"/>): the same steps on the whole image as in use, so that no edge of a training pair shows in them.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Planes">In half precision: the first image's channels, the second's fetched back, <see cref="HornSchunckStart.Names"/>, what is left of the motion (to the right, downwards), weight.</param>
internal sealed record StartedSheet(int Width, int Height, Half[][] Planes)
{
    /// <summary>Planes of a sheet.</summary>
    public const int Count = Left + 3;

    // places in Planes
    private const int Second = 3;
    private const int Start = 6;
    private const int Left = Start + HornSchunckStart.Planes;

    // ground that stands still is easier and there is more of it
    private const float RockWeight = 0.5f;

    /// <summary>Prepares a pair.</summary>
    /// <param name="sheet">The pair with its flow.</param>
    /// <param name="moving">Where ice is: it counts twice as much as the rest.</param>
    /// <param name="outline">What is known of it; null: nothing.</param>
    /// <param name="largest">Displacements up to this many pixels are searched.</param>
    public static StartedSheet Of(PairSheet sheet, bool[] moving, bool[]? outline, double largest)
    {
        var (width, height) = (sheet.Width, sheet.Height);
        var patch = sheet.Whole();
        var pair = new ImagePair(width, height, HornSchunckStart.Channels(patch.First, width, height), HornSchunckStart.Channels(patch.Second, width, height), outline);
        var flow = HornSchunckStart.Estimate(pair, largest);
        var seen = HornSchunckStart.Left(pair, flow);
        var (x, y, weight) = (new float[flow.X.Length], new float[flow.X.Length], new float[flow.X.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (patch.X[i] - flow.X[i], patch.Y[i] - flow.Y[i]);
            var (toX, toY) = (MathF.Round(i % width + patch.X[i]), MathF.Round((i / width) + patch.Y[i]));
            var found = toX >= 0 && toY >= 0 && toX < width && toY < height && float.IsFinite(patch.First[i]) && float.IsFinite(patch.Second[((int)toY * width) + (int)toX]);
            weight[i] = found ? patch.Weight[i] * (moving[i] ? 1 : RockWeight) : 0;
        }

        return new(width, height, [.. seen.First.Take(Second).Concat(seen.Second).Concat(seen.First.Skip(Second)).Concat([x, y, weight]).Select(Packed)]);
    }

    /// <summary>Cuts a random part, turned by a multiple of 90° and perhaps mirrored, its vectors with it.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="place">Which pair of the batch receives it.</param>
    /// <param name="batch">With starts.</param>
    public void Cut(SeededRandom random, int place, FlowBatch batch)
    {
        var side = batch.Side;
        var (left, top) = (0, 0);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            (left, top) = (random.Below(Width - side + 1), random.Below(Height - side + 1));
            if (Scored(left, top, side) > 0.55)
            {
                break;
            }
        }

        var turn = random.Below(8);
        Cut(left, top, turn, (float)(0.85 + (0.3 * random.Unit())), place, batch);
    }

    /// <summary>Cuts one part; turns as in <see cref="PairSheet.Cut(int, int, int, FlowPatch)"/>.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="turn">0 to 7.</param>
    /// <param name="amplitude">Factor of both images' channels.</param>
    /// <param name="place">Which pair of the batch receives it.</param>
    /// <param name="batch">With starts.</param>
    internal void Cut(int left, int top, int turn, float amplitude, int place, FlowBatch batch)
    {
        var size = batch.Side * batch.Side;
        var start = batch.Start ?? throw new ArgumentException("a batch without starts", nameof(batch));
        for (var image = 0; image < 2; image++)
        {
            var target = (image == 0 ? batch.First : batch.Second).AsSpan(3 * size * place, 3 * size);
            Copy(image * Second, 0, amplitude, target[..size]);
            Vectors((image * Second) + 1, amplitude, target[size..]);
        }

        var began = start.AsSpan(HornSchunckStart.Planes * size * place, HornSchunckStart.Planes * size);
        for (var vector = 0; vector < 6; vector += 2)
        {
            Vectors(Start + vector, 1, began.Slice(vector * size, 2 * size));
        }

        Copy(Start + 6, 0, 1, began.Slice(6 * size, size));
        Copy(Start + 7, 0, 1, began[(7 * size)..]);
        Vectors(Left, 1, batch.Flow.AsSpan(2 * size * place, 2 * size));
        Copy(Left + 2, 0, 1, batch.Weight.AsSpan(size * place, size));

        // gradients turn as displacements do
        void Vectors(int plane, float factor, Span<float> target)
        {
            var swap = (turn & 4) >> 2;
            Copy(plane + swap, 1, factor, target[..size]);
            Copy(plane + 1 - swap, 2, factor, target[size..]);
        }

        void Copy(int plane, int mirroredBy, float factor, Span<float> target)
        {
            var (side, from) = (batch.Side, Planes[plane]);
            var (mirrorX, mirrorY, swap) = ((turn & 1) != 0, (turn & 2) != 0, (turn & 4) != 0);
            factor = (turn & mirroredBy) != 0 ? -factor : factor;
            for (var row = 0; row < side; row++)
            {
                for (var column = 0; column < side; column++)
                {
                    var (c, r) = (mirrorX ? side - 1 - column : column, mirrorY ? side - 1 - row : row);
                    (c, r) = swap ? (r, c) : (c, r);
                    target[(row * side) + column] = factor * (float)from[((top + r) * Width) + left + c];
                }
            }
        }
    }

    private static Half[] Packed(float[] values)
    {
        var packed = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, packed);
        return packed;
    }

    private double Scored(int left, int top, int side)
    {
        var (sum, count) = (0f, 0);
        for (var row = top; row < top + side; row += 8)
        {
            for (var column = left; column < left + side; column += 8)
            {
                (sum, count) = (sum + (float)Planes[^1][(row * Width) + column], count + 1);
            }
        }

        return sum / count;
    }
}
