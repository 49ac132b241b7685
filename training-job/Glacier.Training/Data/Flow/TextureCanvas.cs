using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glacier.Training.Data.Flow;

/// <summary>A picture of the ground that patches are sampled from.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values">Reflectance, about 0 to 1, row-major; NaN where unknown.</param>
/// <param name="Fineness">Pixels of the canvas that one pixel of a patch covers at least.</param>
internal sealed record TextureCanvas(int Width, int Height, float[] Values, double Fineness)
{
    /// <summary>Cubic convolution (Keys 1981, a = −½); NaN near the unknown and within two pixels of the border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Cubic(float x, float y)
    {
        if (!(x >= 1 && y >= 1 && x < Width - 2 && y < Height - 2))
        {
            return float.NaN;
        }

        var (left, top) = ((int)x, (int)y);
        var (x0, x1, x2, x3) = Weights(x - left);
        var (y0, y1, y2, y3) = Weights(y - top);
        ref var p = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Values), ((top - 1) * Width) + left - 1);
        var sum = y0 * Line(ref p, x0, x1, x2, x3);
        p = ref Unsafe.Add(ref p, Width);
        sum += y1 * Line(ref p, x0, x1, x2, x3);
        p = ref Unsafe.Add(ref p, Width);
        sum += y2 * Line(ref p, x0, x1, x2, x3);
        p = ref Unsafe.Add(ref p, Width);
        return sum + (y3 * Line(ref p, x0, x1, x2, x3));
    }

    /// <summary>Bilinear; NaN outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Linear(float x, float y)
    {
        if (!(x >= 0 && y >= 0 && x < Width - 1 && y < Height - 1))
        {
            return float.NaN;
        }

        var (left, top) = ((int)x, (int)y);
        var (s, t) = (x - left, y - top);
        ref var p = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Values), (top * Width) + left);
        var above = p + (s * (Unsafe.Add(ref p, 1) - p));
        p = ref Unsafe.Add(ref p, Width);
        var below = p + (s * (Unsafe.Add(ref p, 1) - p));
        return above + (t * (below - above));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Line(ref float p, float w0, float w1, float w2, float w3) =>
        (w0 * p) + (w1 * Unsafe.Add(ref p, 1)) + (w2 * Unsafe.Add(ref p, 2)) + (w3 * Unsafe.Add(ref p, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float W0, float W1, float W2, float W3) Weights(float t)
    {
        var t2 = t * t;
        var t3 = t2 * t;
        return ((-0.5f * t3) + t2 - (0.5f * t), (1.5f * t3) - (2.5f * t2) + 1, (-1.5f * t3) + (2 * t2) + (0.5f * t), (0.5f * t3) - (0.5f * t2));
    }
}

/// <summary>How a patch lies on a canvas: turned by any angle, perhaps mirrored, scaled.</summary>
internal readonly record struct CanvasPose(float XX, float XY, float YX, float YY, float OriginX, float OriginY)
{
    /// <summary>A random pose as <see cref="Draw"/> gives it, of a few that one on which most of the patch is known.</summary>
    public static CanvasPose DrawKnown(SeededRandom random, TextureCanvas canvas, int side, double widening, double coarsest, double? along = null)
    {
        var pose = Draw(random, canvas, side, widening, coarsest, along);
        for (var attempt = 0; attempt < 8 && Known(pose) < 6; attempt++)
        {
            pose = Draw(random, canvas, side, widening, coarsest, along);
        }

        return pose;

        int Known(CanvasPose candidate)
        {
            var count = 0;
            for (var k = 0; k < 9; k++)
            {
                var (x, y) = candidate.Of(side * ((k % 3) + 0.5f) / 3, side * ((k / 3) + 0.5f) / 3);
                count += float.IsNaN(canvas.Linear(x, y)) ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>A random pose whose patch, widened by the largest displacement, lies within the canvas as far as that is possible.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="canvas">To lie on.</param>
    /// <param name="side">Of the patch, pixels.</param>
    /// <param name="widening">How far beyond its edge it reaches.</param>
    /// <param name="coarsest">Largest scale relative to the canvas's fineness.</param>
    /// <param name="along">Direction on the patch, radians, that lies along the canvas's rows; null: any.</param>
    public static CanvasPose Draw(SeededRandom random, TextureCanvas canvas, int side, double widening, double coarsest, double? along = null)
    {
        var reach = (0.5 * side) + widening + 3;
        var scale = canvas.Fineness * Math.Pow(coarsest, random.Unit());
        var quarter = random.Below(4);
        var within = (random.Unit() - 0.5) * Math.PI / 2;
        var mirror = random.Unit() < 0.5 ? -1f : 1f;
        if (along is { } heading)
        {
            var whole = (-mirror * heading) + (random.Below(2) * Math.PI);
            quarter = (int)Math.Round(whole / (Math.PI / 2));
            within = whole - (quarter * Math.PI / 2);
        }

        var room = (Math.Min(canvas.Width, canvas.Height) - 5) / (2 * reach);
        scale = Math.Clamp(scale, 0, Math.Max(room, 0.9 * canvas.Fineness));

        // |cos| + |sin| of the angle decides how much room the turned square needs
        if (scale * (Math.Cos(within) + Math.Abs(Math.Sin(within))) > room)
        {
            var most = Math.Clamp(room / scale, 1, Math.Sqrt(2));
            within = Math.Sign(within) * 0.5 * Math.Asin((most * most) - 1);
        }

        var (sin, cos) = Math.SinCos(within + (quarter * Math.PI / 2));
        var half = scale * reach * (Math.Abs(cos) + Math.Abs(sin));
        var x = Between(half + 2, canvas.Width - half - 3);
        var y = Between(half + 2, canvas.Height - half - 3);
        var (xx, xy, yx, yy) = ((float)(scale * cos * mirror), (float)(-scale * sin), (float)(scale * sin * mirror), (float)(scale * cos));
        var middle = 0.5f * (side - 1);
        return new(xx, xy, yx, yy, (float)x - (middle * (xx + xy)), (float)y - (middle * (yx + yy)));

        double Between(double from, double to) => to > from ? from + (random.Unit() * (to - from)) : 0.5 * (from + to);
    }

    /// <summary>Position on the canvas of a position on the patch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float X, float Y) Of(float x, float y) => (OriginX + (XX * x) + (XY * y), OriginY + (YX * x) + (YY * y));
}
