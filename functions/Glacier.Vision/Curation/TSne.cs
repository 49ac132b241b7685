using System.Numerics.Tensors;

namespace Glacier.Vision.Curation;

/// <summary>Exact t-SNE (L. van der Maaten and G. Hinton, JMLR 9, 2008): a map on which similar things lie together.</summary>
public static class TSne
{
    private const int Exaggerated = 100;

    /// <summary>Places vectors on a plane.</summary>
    /// <param name="vectors">One a thing, all of one length; up to a few thousand.</param>
    /// <param name="perplexity">Effective number of neighbours.</param>
    /// <param name="iterations">Steps of gradient descent.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <returns>A position a thing; the same at every call.</returns>
    public static (double X, double Y)[] Map(IReadOnlyList<float[]> vectors, double perplexity = 30, int iterations = 500, IProgress<double>? progress = null)
    {
        var n = vectors.Count;
        if (n < 3)
        {
            return [.. Enumerable.Range(0, n).Select(i => ((double)i, 0.0))];
        }

        var p = Affinities(vectors, Math.Min(perplexity, (n - 1) / 3.0));
        var random = new Random(1);
        var (x, y) = (new double[n], new double[n]);
        var (speedX, speedY, gainX, gainY) = (new double[n], new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            (x[i], y[i], gainX[i], gainY[i]) = (1e-4 * Normal(random), 1e-4 * Normal(random), 1, 1);
        }

        for (var t = 0; t < iterations; t++)
        {
            // a step of this length moves a point at most onto the mean of its neighbours (A. Belkina et al., Nature Communications 10, 2019)
            var exaggeration = t < Exaggerated ? 12.0 : 1;
            var rate = n / (4 * exaggeration);
            var (gradientX, gradientY) = Gradient(p, x, y, exaggeration);
            var momentum = t < 2 * Exaggerated ? 0.5 : 0.8;
            Step(x, speedX, gainX, gradientX, rate, momentum);
            Step(y, speedY, gainY, gradientY, rate, momentum);
            progress?.Report((t + 1.0) / iterations);
        }

        return [.. x.Zip(y)];
    }

    /// <summary>Symmetric joint probabilities of all pairs, which add up to 1; each row's bandwidth is searched for its perplexity.</summary>
    /// <param name="vectors">One a thing, all of one length.</param>
    /// <param name="perplexity">Effective number of neighbours.</param>
    public static float[][] Affinities(IReadOnlyList<float[]> vectors, double perplexity)
    {
        var n = vectors.Count;
        var rows = new float[n][];
        Parallel.For(0, n, i =>
        {
            var distances = new double[n];
            for (var j = 0; j < n; j++)
            {
                var d = TensorPrimitives.Distance(vectors[i], vectors[j]);
                distances[j] = d * d;
            }

            rows[i] = Row(distances, i, Math.Log(perplexity));
        });
        var joint = new float[n][];
        for (var i = 0; i < n; i++)
        {
            joint[i] = new float[n];
            for (var j = 0; j < n; j++)
            {
                joint[i][j] = Math.Max((rows[i][j] + rows[j][i]) / (2f * n), 1e-12f);
            }
        }

        return joint;
    }

    private static float[] Row(double[] distances, int self, double entropy)
    {
        var nearest = distances.Where((_, j) => j != self).Min();
        var (precision, least, greatest) = (1.0, 0.0, double.PositiveInfinity);
        var row = new float[distances.Length];
        for (var attempt = 0; attempt < 60; attempt++)
        {
            double sum = 0, weighted = 0;
            for (var j = 0; j < row.Length; j++)
            {
                var value = j == self ? 0 : Math.Exp(-(distances[j] - nearest) * precision);
                row[j] = (float)value;
                sum += value;
                weighted += value * (distances[j] - nearest);
            }

            var found = Math.Log(sum) + (precision * weighted / sum);
            for (var j = 0; j < row.Length; j++)
            {
                row[j] /= (float)sum;
            }

            if (Math.Abs(found - entropy) < 1e-5)
            {
                break;
            }

            (least, greatest) = found > entropy ? (precision, greatest) : (least, precision);
            precision = double.IsInfinity(greatest) ? precision * 2 : (least + greatest) / 2;
        }

        return row;
    }

    private static (double[] X, double[] Y) Gradient(float[][] p, double[] x, double[] y, double exaggeration)
    {
        var n = x.Length;
        var (attractX, attractY, repelX, repelY, sums) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        Parallel.For(0, n, i =>
        {
            var row = p[i];
            double ax = 0, ay = 0, rx = 0, ry = 0, sum = 0;
            for (var j = 0; j < n; j++)
            {
                var (dx, dy) = (x[i] - x[j], y[i] - y[j]);
                var q = 1 / (1 + (dx * dx) + (dy * dy));
                var pull = row[j] * q;
                var push = q * q;
                sum += q;
                ax += pull * dx;
                ay += pull * dy;
                rx += push * dx;
                ry += push * dy;
            }

            // the pair of a point with itself counts 1 and moves nothing
            (attractX[i], attractY[i], repelX[i], repelY[i], sums[i]) = (ax, ay, rx, ry, sum - 1);
        });
        var total = sums.Sum();
        for (var i = 0; i < n; i++)
        {
            attractX[i] = 4 * ((exaggeration * attractX[i]) - (repelX[i] / total));
            attractY[i] = 4 * ((exaggeration * attractY[i]) - (repelY[i] / total));
        }

        return (attractX, attractY);
    }

    private static void Step(double[] at, double[] speed, double[] gain, double[] gradient, double rate, double momentum)
    {
        double mean = 0;
        for (var i = 0; i < at.Length; i++)
        {
            gain[i] = Math.Max(0.01, Math.Sign(gradient[i]) == Math.Sign(speed[i]) ? gain[i] * 0.8 : gain[i] + 0.2);
            speed[i] = (momentum * speed[i]) - (rate * gain[i] * gradient[i]);
            at[i] += speed[i];
            mean += at[i] / at.Length;
        }

        for (var i = 0; i < at.Length; i++)
        {
            at[i] -= mean;
        }
    }

    // Box and Muller (1958)
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
