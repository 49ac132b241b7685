using System.Numerics;

namespace Glacier.Terrain.Simulation;

/// <summary>Solves (1 − αΔt∇·D∇)δ = Δt(∇·D∇s + b) on a grid by conjugate gradients with the diagonal as preconditioner.</summary>
/// <remarks>Work is done only where a face lets something through. Sums run over rows in order: the same result on any number of threads.</remarks>
internal sealed class ImplicitDiffusion(int width, int height)
{
    private const int MostIterations = 60;
    private const double Tolerance = 5e-3; // metres
    private readonly double[] diagonal = new double[width * height];
    private readonly double[] inverse = new double[width * height];
    private readonly double[] residual = new double[width * height];
    private readonly double[] direction = new double[width * height];
    private readonly double[] product = new double[width * height];
    private readonly double[] scaledX = new double[width * height];
    private readonly double[] scaledY = new double[width * height];
    private readonly int[] from = new int[height];
    private readonly int[] to = new int[height];
    private readonly double[] sums = new double[height];
    private readonly double[] peaks = new double[height];

    /// <summary>Writes the surface increment of one step, metres, into <paramref name="increment"/>.</summary>
    public void Solve(
        double[] surface, double[] balance, double[] thickness, double[] faceX, double[] faceY, double step, double cell, double overImplicit, double[] increment)
    {
        var rate = step / (cell * cell);
        var energy = Rows(row => Prepare(row, surface, balance, thickness, faceX, faceY, rate, step, overImplicit, increment));
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var curvature = Rows(Multiply);
            if (!(curvature > 0))
            {
                break;
            }

            var length = energy / curvature;
            var next = Rows(row => Descend(row, length, increment));
            if (peaks.Max() < Tolerance)
            {
                break;
            }

            var turn = next / energy;
            energy = next;
            Rows(row => Turn(row, turn));
        }
    }

    private double Rows(Func<int, double> work)
    {
        Bands.Each(height, row => sums[row] = work(row));
        var sum = 0.0;
        foreach (var value in sums)
        {
            sum += value;
        }

        return sum;
    }

    private double Prepare(
        int row, double[] surface, double[] balance, double[] thickness, double[] faceX, double[] faceY, double rate, double step, double overImplicit, double[] increment)
    {
        var (first, last) = (width, 0);
        var energy = 0.0;
        var inside = row > 0 && row < height - 1;
        for (var column = 0; column < width; column++)
        {
            var i = (row * width) + column;
            var (east, south) = (faceX[i], faceY[i]);
            scaledX[i] = overImplicit * rate * east;
            scaledY[i] = overImplicit * rate * south;
            residual[i] = 0;
            direction[i] = 0;
            diagonal[i] = 1;
            inverse[i] = 1;
            increment[i] = 0;
            if (!inside || column == 0 || column == width - 1)
            {
                continue;
            }

            var west = faceX[i - 1];
            var north = faceY[i - width];
            var gain = Math.Max(step * balance[i], -thickness[i]);
            var total = west + north + east + south;
            if (total <= 0)
            {
                increment[i] = gain;
                continue;
            }

            first = Math.Min(first, column);
            last = column + 1;
            gain += rate * ((east * (surface[i + 1] - surface[i])) + (south * (surface[i + width] - surface[i]))
                + (west * (surface[i - 1] - surface[i])) + (north * (surface[i - width] - surface[i])));
            diagonal[i] = 1 + (overImplicit * rate * total);
            inverse[i] = 1 / diagonal[i];
            residual[i] = gain;
            direction[i] = gain * inverse[i];
            energy += gain * direction[i];
        }

        (from[row], to[row]) = (first, Math.Max(first, last));
        return energy;
    }

    private double Multiply(int row)
    {
        var sum = Vector<double>.Zero;
        var (i, end) = ((row * width) + from[row], (row * width) + to[row]);
        for (; i <= end - Vector<double>.Count; i += Vector<double>.Count)
        {
            var centre = new Vector<double>(direction, i);
            var result = (new Vector<double>(diagonal, i) * centre)
                - (new Vector<double>(scaledX, i) * new Vector<double>(direction, i + 1))
                - (new Vector<double>(scaledX, i - 1) * new Vector<double>(direction, i - 1))
                - (new Vector<double>(scaledY, i) * new Vector<double>(direction, i + width))
                - (new Vector<double>(scaledY, i - width) * new Vector<double>(direction, i - width));
            result.CopyTo(product, i);
            sum += result * centre;
        }

        var total = Vector.Sum(sum);
        for (; i < end; i++)
        {
            product[i] = (diagonal[i] * direction[i])
                - (scaledX[i] * direction[i + 1]) - (scaledX[i - 1] * direction[i - 1])
                - (scaledY[i] * direction[i + width]) - (scaledY[i - width] * direction[i - width]);
            total += product[i] * direction[i];
        }

        return total;
    }

    private double Descend(int row, double length, double[] increment)
    {
        var (sums, highest, along) = (Vector<double>.Zero, Vector<double>.Zero, new Vector<double>(length));
        var (i, end) = ((row * width) + from[row], (row * width) + to[row]);
        for (; i <= end - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(increment, i) + (along * new Vector<double>(direction, i))).CopyTo(increment, i);
            var left = new Vector<double>(residual, i) - (along * new Vector<double>(product, i));
            left.CopyTo(residual, i);
            var scaled = left * new Vector<double>(inverse, i);
            highest = Vector.Max(highest, Vector.Abs(scaled));
            sums += left * scaled;
        }

        var sum = Vector.Sum(sums);
        var peak = 0.0;
        for (var k = 0; k < Vector<double>.Count; k++)
        {
            peak = Math.Max(peak, highest[k]);
        }

        for (; i < end; i++)
        {
            increment[i] += length * direction[i];
            residual[i] -= length * product[i];
            var scaled = residual[i] * inverse[i];
            peak = Math.Max(peak, Math.Abs(scaled));
            sum += residual[i] * scaled;
        }

        peaks[row] = peak;
        return sum;
    }

    private double Turn(int row, double turn)
    {
        var turned = new Vector<double>(turn);
        var (i, end) = ((row * width) + from[row], (row * width) + to[row]);
        for (; i <= end - Vector<double>.Count; i += Vector<double>.Count)
        {
            ((new Vector<double>(residual, i) * new Vector<double>(inverse, i)) + (turned * new Vector<double>(direction, i))).CopyTo(direction, i);
        }

        for (; i < end; i++)
        {
            direction[i] = (residual[i] * inverse[i]) + (turn * direction[i]);
        }

        return 0;
    }
}
