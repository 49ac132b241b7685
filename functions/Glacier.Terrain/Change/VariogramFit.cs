namespace Glacier.Terrain.Change;

/// <summary>Least-squares fit of a nugget and two spherical models to an empirical variogram.</summary>
internal static class VariogramFit
{
    public static CorrelationModel Fit(IReadOnlyList<double> distance, IReadOnlyList<double> semivariance, IReadOnlyList<int> pairs)
    {
        var ranges = new List<double>();
        for (var r = distance[0]; r <= distance[^1] * 1.0001; r *= Math.Pow(2, 0.25))
        {
            ranges.Add(r);
        }

        var best = double.PositiveInfinity;
        var model = CorrelationModel.None;
        for (var a = 0; a < ranges.Count; a++)
        {
            for (var b = a + 1; b < ranges.Count; b++)
            {
                var (sills, error) = Sills(distance, semivariance, pairs, ranges[a], ranges[b]);
                var total = sills.Sum();
                if (error < best * 0.999 && total > 0)
                {
                    best = error;
                    model = new(sills[0] / total, sills[1] / total, ranges[a], sills[2] / total, ranges[b]);
                }
            }
        }

        // a part without share has no range to speak of
        return model with { ShortRange = model.ShortSill > 1e-3 ? model.ShortRange : 0, LongRange = model.LongSill > 1e-3 ? model.LongRange : 0 };
    }

    // three unknowns: every subset of them is tried, the best without negative sill is the non-negative solution
    private static (double[] Sills, double Error) Sills(
        IReadOnlyList<double> distance, IReadOnlyList<double> semivariance, IReadOnlyList<int> pairs, double shortRange, double longRange)
    {
        var best = (Sills: new double[3], Error: double.PositiveInfinity);
        for (var subset = 1; subset < 8; subset++)
        {
            var use = Enumerable.Range(0, 3).Where(k => (subset & (1 << k)) != 0).ToArray();
            var rows = distance.Count;
            var matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(rows, use.Length);
            var right = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(rows);
            for (var i = 0; i < rows; i++)
            {
                var weight = Math.Sqrt(Math.Sqrt(pairs[i]));
                for (var k = 0; k < use.Length; k++)
                {
                    matrix[i, k] = weight * use[k] switch
                    {
                        0 => 1,
                        1 => 1 - CorrelationModel.Spherical(distance[i], shortRange),
                        _ => 1 - CorrelationModel.Spherical(distance[i], longRange),
                    };
                }

                right[i] = weight * semivariance[i];
            }

            var normal = matrix.TransposeThisAndMultiply(matrix);
            if (Math.Abs(normal.Determinant()) < 1e-12)
            {
                continue;
            }

            var solution = normal.Solve(matrix.TransposeThisAndMultiply(right));
            var error = (right - (matrix * solution)).L2Norm();
            if (solution.All(s => s >= 0) && error < best.Error)
            {
                var sills = new double[3];
                for (var k = 0; k < use.Length; k++)
                {
                    sills[use[k]] = solution[k];
                }

                best = (sills, error);
            }
        }

        return best;
    }
}
