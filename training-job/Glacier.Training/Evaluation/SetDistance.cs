using MathNet.Numerics.LinearAlgebra;

namespace Glacier.Training.Evaluation;

/// <summary>Distances between two sets of feature vectors.</summary>
public static class SetDistance
{
    /// <summary>
    /// Fréchet distance between normal distributions of the sets' means and covariances (Dowson and Landau 1982):
    /// |μ₁ − μ₂|² + tr(C₁ + C₂ − 2 (C₁^½ C₂ C₁^½)^½). Biased upwards for few pictures: compare equal n only.
    /// </summary>
    /// <param name="one">Vectors of one set, at least two.</param>
    /// <param name="other">Vectors of the other, of the same length.</param>
    public static double Frechet(IReadOnlyList<float[]> one, IReadOnlyList<float[]> other)
    {
        Check(one, other);
        var ((mean1, covariance1), (mean2, covariance2)) = (Moments(one), Moments(other));
        var root = Root(covariance1);
        var product = root * covariance2 * root;
        var cross = ((product + product.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues.Sum(value => Math.Sqrt(Math.Max(value.Real, 0)));
        return Math.Pow((mean1 - mean2).L2Norm(), 2) + covariance1.Trace() + covariance2.Trace() - (2 * cross);
    }

    /// <summary>
    /// Kernel distance: the unbiased squared maximum mean discrepancy with the kernel (x·y / d + 1)³ (Bińkowski et al. 2018), as KID has it. Can be slightly negative.
    /// </summary>
    /// <inheritdoc cref="Frechet"/>
    public static double Kernel(IReadOnlyList<float[]> one, IReadOnlyList<float[]> other)
    {
        Check(one, other);
        return Within(one) + Within(other) - (2 * Mean(one, other, skipEqual: false));

        static double Within(IReadOnlyList<float[]> set) => Mean(set, set, skipEqual: true);
    }

    private static double Mean(IReadOnlyList<float[]> a, IReadOnlyList<float[]> b, bool skipEqual)
    {
        var sums = new double[a.Count];
        Parallel.For(0, a.Count, i =>
        {
            for (var j = 0; j < b.Count; j++)
            {
                if (!skipEqual || i != j)
                {
                    var dot = 0.0;
                    for (var k = 0; k < a[i].Length; k++)
                    {
                        dot += (double)a[i][k] * b[j][k];
                    }

                    sums[i] += Math.Pow((dot / a[i].Length) + 1, 3);
                }
            }
        });
        return sums.Sum() / ((double)a.Count * (skipEqual ? b.Count - 1 : b.Count));
    }

    private static (Vector<double> Mean, Matrix<double> Covariance) Moments(IReadOnlyList<float[]> set)
    {
        var data = Matrix<double>.Build.Dense(set.Count, set[0].Length, (row, column) => set[row][column]);
        var mean = data.ColumnSums() / set.Count;
        var centred = Matrix<double>.Build.Dense(set.Count, set[0].Length, (row, column) => data[row, column] - mean[column]);
        return (mean, centred.TransposeThisAndMultiply(centred) / (set.Count - 1));
    }

    private static Matrix<double> Root(Matrix<double> matrix)
    {
        var parts = matrix.Evd(Symmetricity.Symmetric);
        var roots = Matrix<double>.Build.DenseOfDiagonalVector(parts.EigenValues.Map(value => Math.Sqrt(Math.Max(value.Real, 0))));
        return parts.EigenVectors * roots * parts.EigenVectors.Transpose();
    }

    private static void Check(IReadOnlyList<float[]> one, IReadOnlyList<float[]> other)
    {
        if (one.Count < 2 || other.Count < 2 || one.Concat(other).Any(vector => vector.Length != one[0].Length))
        {
            throw new ArgumentException("two sets of two vectors or more, all of one length, are wanted");
        }
    }
}
