namespace Glacier.Training.Data.Flow;

/// <summary>A large pair of images with its flow, kept small in memory; training pairs are cut from it.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="First">Brightness as 1…65535, 0 where unknown.</param>
/// <param name="Second">Of the later image.</param>
/// <param name="X">Displacement to the right in units of 1/1024 pixel.</param>
/// <param name="Y">Displacement downwards.</param>
/// <param name="Weight">0 to 255.</param>
internal sealed record PairSheet(int Width, int Height, ushort[] First, ushort[] Second, short[] X, short[] Y, byte[] Weight)
{
    private const float Unit = 1024;
    private const float Brightness = 65535;

    /// <summary>Packs a pair.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="first">Brightness in any unit, NaN where unknown; scaled with the other image so that both fill 0 to 1 but for their darkest and brightest half percent.</param>
    /// <param name="second">Of the later image.</param>
    /// <param name="x">Displacement to the right, pixels, within ±31.</param>
    /// <param name="y">Displacement downwards.</param>
    /// <param name="weight">0 to 1; unknown displacements count nothing.</param>
    public static PairSheet Of(int width, int height, float[] first, float[] second, float[] x, float[] y, float[] weight)
    {
        var (low, high) = RealImage.Range(first.Concat(second));
        return new(
            width, height, Array.ConvertAll(first, Packed), Array.ConvertAll(second, Packed), Array.ConvertAll(x, Displacement), Array.ConvertAll(y, Displacement),
            [.. weight.Select((w, i) => float.IsFinite(x[i] + y[i]) && Math.Abs(x[i]) < 31 && Math.Abs(y[i]) < 31 ? (byte)Math.Round(255 * Math.Clamp(w, 0, 1)) : (byte)0)]);

        ushort Packed(float value) => float.IsFinite(value) ? (ushort)Math.Clamp(Math.Round(Brightness * (0.05 + (0.8 * (value - low) / (high - low)))), 1, Brightness) : (ushort)0;

        static short Displacement(float value) => float.IsFinite(value) ? (short)Math.Clamp(MathF.Round(Unit * value), short.MinValue, short.MaxValue) : (short)0;
    }

    /// <summary>Cuts a random patch, turned by a multiple of 90° and perhaps mirrored, its vectors with it.</summary>
    public void Cut(SeededRandom random, FlowPatch patch)
    {
        var side = patch.Side;
        var (left, top) = (0, 0);

        // of a few places one is taken that has something to score
        for (var attempt = 0; attempt < 6; attempt++)
        {
            (left, top) = (random.Below(Width - side + 1), random.Below(Height - side + 1));
            if (Scored(left, top, side) > 0.5)
            {
                break;
            }
        }

        var turn = random.Below(8);
        Cut(left, top, turn, patch);
    }

    /// <summary>Of its pixels: sheets that differ have different ones.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Second.AsSpan())))[..16];

    /// <summary>All of it: brightness from 0 to 1, NaN where unknown, displacements in pixels, weights from 0 to 1.</summary>
    internal (float[] First, float[] Second, float[] X, float[] Y, float[] Weight) Whole() => (
        Array.ConvertAll(First, Shown), Array.ConvertAll(Second, Shown), Array.ConvertAll(X, x => x / Unit), Array.ConvertAll(Y, y => y / Unit), Array.ConvertAll(Weight, w => w / 255f));

    private static float Shown(ushort value) => value == 0 ? float.NaN : value / Brightness;

    /// <summary>Cuts one patch.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="turn">Which of the eight symmetries of the square, 0 to 7: bit 0 mirrors left to right, bit 1 top to bottom, bit 2 swaps rows and columns first.</param>
    /// <param name="patch">Receives it.</param>
    internal void Cut(int left, int top, int turn, FlowPatch patch)
    {
        var side = patch.Side;
        var (mirrorX, mirrorY, swap) = ((turn & 1) != 0, (turn & 2) != 0, (turn & 4) != 0);
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (c, r) = (mirrorX ? side - 1 - column : column, mirrorY ? side - 1 - row : row);
                (c, r) = swap ? (r, c) : (c, r);
                var from = ((top + r) * Width) + left + c;
                var to = (row * side) + column;
                patch.First[to] = Shown(First[from]);
                patch.Second[to] = Shown(Second[from]);
                var (x, y) = (X[from] / Unit, Y[from] / Unit);
                (x, y) = swap ? (y, x) : (x, y);
                (patch.X[to], patch.Y[to]) = (mirrorX ? -x : x, mirrorY ? -y : y);
                patch.Weight[to] = Weight[from] / 255f;
            }
        }
    }

    private double Scored(int left, int top, int side)
    {
        var (sum, count) = (0, 0);
        for (var row = top; row < top + side; row += 8)
        {
            for (var column = left; column < left + side; column += 8)
            {
                (sum, count) = (sum + Weight[(row * Width) + column], count + 255);
            }
        }

        return (double)sum / count;
    }
}
