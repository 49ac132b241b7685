using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Tests.Velocity.Flow;

public class HornSchunckSystemTests
{
    private const int Width = 19, Height = 14;

    // for a quadratic energy that is convex, no slope in any direction is what makes a point the least
    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    public void At_the_solution_the_energy_has_no_slope_and_only_rises(double coupling)
    {
        var system = System(coupling, out _);
        var (x, y) = (new float[Width * Height], new float[Width * Height]);
        var (_, residual) = system.Solve(x, y, 2000, 1e-6);
        Assert.InRange(residual, 0, 1e-5);
        var least = system.Energy(x, y);
        var random = new Random(2);
        for (var trial = 0; trial < 20; trial++)
        {
            var (px, py) = (Perturbation(), Perturbation());
            var (up, down) = (system.Energy(Plus(x, px, 0.01f), Plus(y, py, 0.01f)), system.Energy(Plus(x, px, -0.01f), Plus(y, py, -0.01f)));
            Assert.True(up > least && down > least, "a change lowers the energy");
            var (slope, curvature) = ((up - down) / 0.02, (up + down - (2 * least)) / 1e-4);
            Assert.True(Math.Abs(slope) < 1e-3 * curvature, $"slope {slope}, curvature {curvature}");
        }

        float[] Perturbation() => [.. Enumerable.Range(0, Width * Height).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    // odd and even rows, widths below, at and beyond whole vectors, and enough rows for several bands; the slow way is spelt out here
    [Theory]
    [InlineData(7, 5, 1)]
    [InlineData(16, 40, 0.02)]
    [InlineData(37, 150, 0.3)]
    public void A_sweep_visits_the_colours_of_a_chequerboard_in_turn(int width, int height, double coupling)
    {
        var random = new Random(4);
        float[] Field(double low, double high) => [.. Enumerable.Range(0, width * height).Select(_ => (float)(low + (random.NextDouble() * (high - low))))];
        var (j11, j22, j12, j13, j23) = (Field(0.5, 1), Field(0.5, 1), Field(-0.2, 0.2), Field(-1, 1), Field(-1, 1));
        var region = Enumerable.Range(0, width * height).Select(i => Math.Pow((i % width) - (0.4 * width), 2) + Math.Pow((i / width) - (0.5 * height), 2) < 30).ToArray();
        const float Alpha2 = 0.49f, Relaxation = 1.4f;
        var (u, v) = (new float[width * height], new float[width * height]);
        for (var sweep = 0; sweep < 3; sweep++)
        {
            var (edgeU, edgeV) = ((float[])u.Clone(), (float[])v.Clone());
            for (var colour = 0; colour < 2; colour++)
            {
                for (var i = 0; i < u.Length; i++)
                {
                    var (column, row) = (i % width, i / width);
                    if (((column + row) & 1) != colour)
                    {
                        continue;
                    }

                    float sumU = 0, sumV = 0, weights = 0;
                    foreach (var (c, r) in new[] { (column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1) })
                    {
                        // beyond the border stands the pixel itself as it was before the sweep
                        var outside = c < 0 || r < 0 || c >= width || r >= height;
                        var n = outside ? i : (r * width) + c;
                        var weight = outside || region[n] == region[i] ? 1 : (float)coupling;
                        (sumU, sumV, weights) = (sumU + (weight * (outside ? edgeU[i] : u[n])), sumV + (weight * (outside ? edgeV[i] : v[n])), weights + weight);
                    }

                    var (a, b, d) = (j11[i] + (Alpha2 * weights), j12[i], j22[i] + (Alpha2 * weights));
                    var (r1, r2) = ((Alpha2 * sumU) - j13[i], (Alpha2 * sumV) - j23[i]);
                    var determinant = (a * d) - (b * b);
                    u[i] += Relaxation * ((((d * r1) - (b * r2)) / determinant) - u[i]);
                    v[i] += Relaxation * ((((a * r2) - (b * r1)) / determinant) - v[i]);
                }
            }
        }

        var (x, y) = (new float[width * height], new float[width * height]);
        new HornSchunckSystem(width, height, Math.Sqrt(Alpha2), j11, j12, j22, j13, j23, region, coupling).Solve(x, y, 3, 0, Relaxation);
        Assert.All(Enumerable.Range(0, u.Length), i => Assert.Equal(u[i], x[i], 1e-4));
        Assert.All(Enumerable.Range(0, u.Length), i => Assert.Equal(v[i], y[i], 1e-4));
    }

    [Fact]
    public void Relaxation_finds_what_elimination_finds()
    {
        const int W = 5, H = 4, N = 2 * W * H;
        var random = new Random(9);
        float[] Field(double low) => [.. Enumerable.Range(0, W * H).Select(_ => (float)(low + random.NextDouble()))];
        var (a, c, d, e) = (Field(0.5), Field(0.5), Field(-0.5), Field(-0.5));
        var b = new float[W * H];
        var matrix = new double[N, N + 1];
        for (var i = 0; i < W * H; i++)
        {
            var (column, row) = (i % W, i / W);
            int[] around = [.. new[] { (column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1) }
                .Where(p => p.Item1 >= 0 && p.Item2 >= 0 && p.Item1 < W && p.Item2 < H).Select(p => (p.Item2 * W) + p.Item1)];
            (matrix[i, i], matrix[W * H + i, W * H + i]) = (a[i] + (0.49 * around.Length), c[i] + (0.49 * around.Length));
            (matrix[i, N], matrix[W * H + i, N]) = (-d[i], -e[i]);
            foreach (var n in around)
            {
                (matrix[i, n], matrix[W * H + i, W * H + n]) = (-0.49, -0.49);
            }
        }

        var exact = Eliminate(matrix, N);
        var (x, y) = (new float[W * H], new float[W * H]);
        new HornSchunckSystem(W, H, 0.7, a, b, c, d, e).Solve(x, y, 1000, 1e-7, 1.4);
        Assert.All(Enumerable.Range(0, W * H), i => Assert.Equal(exact[i], x[i], 1e-4));
        Assert.All(Enumerable.Range(0, W * H), i => Assert.Equal(exact[W * H + i], y[i], 1e-4));
    }

    private static HornSchunckSystem System(double coupling, out float[] right)
    {
        var random = new Random(7);
        var (j11, j12, j22, j13, j23) = (New(), New(), New(), New(), New());
        for (var i = 0; i < Width * Height; i++)
        {
            var (gx, gy, gt) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            (j11[i], j12[i], j22[i], j13[i], j23[i]) = ((float)(gx * gx), (float)(gx * gy), (float)(gy * gy), (float)(gx * gt), (float)(gy * gt));
        }

        right = j13;
        var region = Enumerable.Range(0, Width * Height).Select(i => i % Width > 8).ToArray();
        return new HornSchunckSystem(Width, Height, 0.6, j11, j12, j22, j13, j23, region, coupling);

        static float[] New() => new float[Width * Height];
    }

    private static float[] Plus(float[] values, float[] change, float factor) => [.. values.Zip(change, (v, c) => v + (factor * c))];

    private static double[] Eliminate(double[,] m, int n)
    {
        for (var p = 0; p < n; p++)
        {
            for (var r = p + 1; r < n; r++)
            {
                var factor = m[r, p] / m[p, p];
                for (var c = p; c <= n; c++)
                {
                    m[r, c] -= factor * m[p, c];
                }
            }
        }

        var x = new double[n];
        for (var r = n - 1; r >= 0; r--)
        {
            x[r] = m[r, n];
            for (var c = r + 1; c < n; c++)
            {
                x[r] -= m[r, c] * x[c];
            }

            x[r] /= m[r, r];
        }

        return x;
    }
}
