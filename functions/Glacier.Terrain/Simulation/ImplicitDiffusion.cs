namespace Glacier.Terrain.Simulation;

/// <summary>Solves (1 − αΔt∇·D∇)δ = Δt(∇·D∇s + b) on a grid by conjugate gradients with the diagonal as preconditioner.</summary>
/// <remarks>Work is done only where a face lets something through. Sums run over rows in order: the same result on any number of threads.</remarks>
internal sealed class ImplicitDiffusion(int width, int height)
{
    private const int MostIterations = 60;
    private const double Tolerance = 1e-3; // metres
    private readonly double[] diagonal = new double[width * height];
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
        Parallel.For(0, height, row => sums[row] = work(row));
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
            residual[i] = gain;
            direction[i] = gain / diagonal[i];
            energy += gain * direction[i];
        }

        (from[row], to[row]) = (first, Math.Max(first, last));
        return energy;
    }

    private double Multiply(int row)
    {
        var sum = 0.0;
        for (var i = (row * width) + from[row]; i < (row * width) + to[row]; i++)
        {
            product[i] = (diagonal[i] * direction[i]) - Neighbours(direction, i);
            sum += product[i] * direction[i];
        }

        return sum;
    }

    private double Neighbours(double[] field, int i) =>
        (scaledX[i] * field[i + 1]) + (scaledX[i - 1] * field[i - 1]) + (scaledY[i] * field[i + width]) + (scaledY[i - width] * field[i - width]);

    private double Descend(int row, double length, double[] increment)
    {
        var (sum, peak) = (0.0, 0.0);
        for (var i = (row * width) + from[row]; i < (row * width) + to[row]; i++)
        {
            increment[i] += length * direction[i];
            residual[i] -= length * product[i];
            var scaled = residual[i] / diagonal[i];
            peak = Math.Max(peak, Math.Abs(scaled));
            sum += residual[i] * scaled;
        }

        peaks[row] = peak;
        return sum;
    }

    private double Turn(int row, double turn)
    {
        for (var i = (row * width) + from[row]; i < (row * width) + to[row]; i++)
        {
            direction[i] = (residual[i] / diagonal[i]) + (turn * direction[i]);
        }

        return 0;
    }
}
