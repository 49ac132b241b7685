namespace Glacier.Terrain.Simulation;

/// <summary>Fills the mass balance, metres of ice per year, for a surface; both row-major over the whole grid.</summary>
public delegate void MassBalanceField(ReadOnlySpan<double> surface, Span<double> balance);

/// <summary>
/// Ice thickness in time by the shallow-ice approximation, ∂H/∂t = ∇·(D∇s) + b with D = (Γ_d H⁵ + Γ_s H⁴)|∇s|², Glen's n = 3.
/// </summary>
/// <remarks>
/// Finite volumes with diffusivities on cell faces (type II staggering, Mahaffy 1976); the face thickness is the mean, but never more than
/// the upstream cell's, so that bare rock sends no ice (the difficulty of Jarosch et al. 2013). Each step is linearly implicit in the
/// surface increment: (1 − αΔt∇·D∇)δ = Δt(∇·D∇s + b), solved by conjugate gradients; α = 2 keeps the nonlinear
/// flux (whose linearisation along the slope is nD) stable. Thickness is then moved by the resulting face fluxes, each limited to what its
/// source cell holds, so mass is conserved to rounding and thickness never negative however far the solver got. Results do not
/// depend on the number of threads: sums run over rows in order.
/// </remarks>
public sealed class ShallowIce
{
    private const double OverImplicit = 2;

    // beyond 35° the approximation no longer holds; the diffusivity grows no further
    private const double Steepest = 0.7;

    // metres: thinner ice, on rock walls, is held by the flux limit and need not shorten the step
    private const double ThinIce = 40;
    private readonly int width;
    private readonly int height;
    private readonly double cell;
    private readonly double[] bed;
    private readonly IceFlowParameters parameters;
    private readonly double[] surface;
    private readonly double[] balance;
    private readonly double[] diffusivityX;
    private readonly double[] diffusivityY;
    private readonly double[] increment;
    private readonly double[] limit;
    private readonly double[] rowFastest;
    private readonly ImplicitDiffusion solver;

    /// <summary>Starts from a bed and an ice thickness.</summary>
    /// <param name="width">Columns; the outermost ring of cells is the edge over which ice is lost.</param>
    /// <param name="height">Rows.</param>
    /// <param name="cell">Cell size, metres.</param>
    /// <param name="bed">Bed elevation, metres, row-major.</param>
    /// <param name="thickness">Ice thickness, metres, kept and changed; zero everywhere when null.</param>
    /// <param name="parameters">Material constants.</param>
    public ShallowIce(int width, int height, double cell, double[] bed, double[]? thickness = null, IceFlowParameters? parameters = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 4);
        var count = width * height;
        ArgumentOutOfRangeException.ThrowIfNotEqual(bed.Length, count);
        this.width = width;
        this.height = height;
        this.cell = cell;
        this.bed = bed;
        this.parameters = parameters ?? new IceFlowParameters();
        Thickness = thickness ?? new double[count];
        ArgumentOutOfRangeException.ThrowIfNotEqual(Thickness.Length, count);
        surface = new double[count];
        balance = new double[count];
        diffusivityX = new double[count];
        diffusivityY = new double[count];
        increment = new double[count];
        limit = new double[count];
        rowFastest = new double[height];
        solver = new ImplicitDiffusion(width, height);
        EmptyEdge();
        Calving = 0;
    }

    /// <summary>Ice thickness, metres, row-major, never negative.</summary>
    public double[] Thickness { get; }

    /// <summary>Time gone by, years.</summary>
    public double Time { get; private set; }

    /// <summary>Ice gained since the start, cubic metres.</summary>
    public double Accumulation { get; private set; }

    /// <summary>Ice melted since the start, cubic metres, negative.</summary>
    public double Ablation { get; private set; }

    /// <summary>Ice lost over the edge since the start, cubic metres, negative.</summary>
    public double Calving { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Ice volume, cubic metres.</summary>
    public double Volume
    {
        get
        {
            var sum = 0.0;
            foreach (var thickness in Thickness)
            {
                sum += thickness;
            }

            return sum * cell * cell;
        }
    }

    /// <summary>Goes on for a time.</summary>
    /// <param name="years">How long, years.</param>
    /// <param name="field">Mass balance by surface.</param>
    /// <param name="largestStep">No step is longer, years.</param>
    /// <param name="courant">Fraction of a cell that the fastest ice may cross in a step.</param>
    public void Advance(double years, MassBalanceField field, double largestStep = 0.25, double courant = 0.8)
    {
        var end = Time + years;
        while (end - Time > 1e-9)
        {
            FillSurface();
            field(surface, balance);
            ClearEdge(balance);
            var fastest = FillDiffusivity();
            var step = Math.Min(largestStep, courant * cell / Math.Max(fastest, 1e-6));
            var left = end - Time;
            step = left <= step ? left : left < 2 * step ? left / 2 : step;
            Move(step);
            Time += step;
            Steps++;
        }

        Time = end;
    }

    /// <summary>Velocity of the ice surface, deformation and sliding, metres per year to the east and to the north.</summary>
    public (double[] East, double[] North) SurfaceVelocity()
    {
        FillSurface();
        var east = new double[surface.Length];
        var north = new double[surface.Length];
        Parallel.For(1, height - 1, row =>
        {
            for (var column = 1; column < width - 1; column++)
            {
                var i = (row * width) + column;
                if (Thickness[i] > 0)
                {
                    var slopeX = Gradient(i, 1);
                    var slopeY = Gradient(i, width);
                    var slope = Math.Sqrt((slopeX * slopeX) + (slopeY * slopeY));
                    var speed = parameters.SurfaceSpeed(Thickness[i], Math.Min(slope, Steepest)) / Math.Max(slope, 1e-12);
                    east[i] = -speed * slopeX;
                    north[i] = speed * slopeY;
                }
            }
        });
        return (east, north);
    }

    // a rock wall above the ice does not push it: where one neighbour is bare and higher, the slope is taken on the ice alone
    private double Gradient(int i, int step)
    {
        var (before, after) = (i - step, i + step);
        var wallBefore = Thickness[before] <= 0 && surface[before] > surface[i];
        var wallAfter = Thickness[after] <= 0 && surface[after] > surface[i];
        return wallBefore && wallAfter ? 0
            : wallBefore ? (surface[after] - surface[i]) / cell
            : wallAfter ? (surface[i] - surface[before]) / cell
            : (surface[after] - surface[before]) / (2 * cell);
    }

    private void FillSurface() => Bands.Each(height, row =>
    {
        var (first, last) = (row * width, (row + 1) * width);
        for (var i = first; i < last; i++)
        {
            surface[i] = bed[i] + Thickness[i];
        }
    });

    private double FillDiffusivity()
    {
        Bands.Each(height, row => rowFastest[row] = FillRow(row));
        return rowFastest.Max();
    }

    private double FillRow(int row)
    {
        var fastest = 0.0;
        var deformation = parameters.DeformationFactor;
        var sliding = parameters.SlidingFactor;
        var inverse = 1 / cell;
        for (var column = 0; column < width; column++)
        {
            var i = (row * width) + column;
            diffusivityX[i] = column < width - 1 && row > 0 && row < height - 1 ? Face(i, 1, width) : 0;
            diffusivityY[i] = row < height - 1 && column > 0 && column < width - 1 ? Face(i, width, 1) : 0;
        }

        return fastest;

        double Face(int i, int along, int across)
        {
            var j = i + along;
            var (a, b) = (Thickness[i], Thickness[j]);
            var fall = surface[j] - surface[i];
            var thickness = Math.Min(0.5 * (a + b), fall < 0 ? a : b);
            if (thickness <= 0)
            {
                return 0;
            }

            var lateral = 0.25 * (surface[i + across] - surface[i - across] + surface[j + across] - surface[j - across]);
            var squared = Math.Min(((fall * fall) + (lateral * lateral)) * inverse * inverse, Steepest * Steepest);
            var cubed = thickness * thickness * thickness * squared;
            var speed = cubed * ((deformation * thickness) + sliding) * Math.Abs(fall) * inverse;
            fastest = thickness > ThinIce ? Math.Max(fastest, speed) : fastest;
            return cubed * thickness * ((deformation * thickness) + sliding);
        }
    }

    private void Move(double step)
    {
        solver.Solve(surface, balance, Thickness, diffusivityX, diffusivityY, step, cell, OverImplicit, increment);
        var rate = step / (cell * cell);

        // diffusivities become metres of ice through each face, positive to the east or south
        Bands.Each(height, row =>
        {
            for (var i = row * width; i < (row + 1) * width; i++)
            {
                if (diffusivityX[i] > 0)
                {
                    diffusivityX[i] *= rate * (surface[i] - surface[i + 1] + (OverImplicit * (increment[i] - increment[i + 1])));
                }

                if (diffusivityY[i] > 0)
                {
                    diffusivityY[i] *= rate * (surface[i] - surface[i + width] + (OverImplicit * (increment[i] - increment[i + width])));
                }
            }
        });
        Bands.Each(height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var leaving = Math.Max(diffusivityX[i], 0) + Math.Max(diffusivityY[i], 0)
                    + (column > 0 ? Math.Max(-diffusivityX[i - 1], 0) : 0) + (row > 0 ? Math.Max(-diffusivityY[i - width], 0) : 0);
                var held = Thickness[i] + (step * Math.Max(balance[i], 0));
                limit[i] = leaving > held ? held / leaving : 1;
            }
        });
        var gained = new double[height];
        var melted = new double[height];
        Bands.Each(height, row =>
        {
            var (gain, melt) = (0.0, 0.0);
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var change = -Limited(diffusivityX[i], i, 1) - Limited(diffusivityY[i], i, width)
                    + (column > 0 ? Limited(diffusivityX[i - 1], i - 1, 1) : 0) + (row > 0 ? Limited(diffusivityY[i - width], i - width, width) : 0);
                var snow = step * Math.Max(balance[i], 0);

                // the limits leave nothing below zero but rounding; the clamp's gain is booked as melt not done
                var moved = Thickness[i] + change + snow;
                var left = Math.Max(0, moved + (step * Math.Min(balance[i], 0)));
                increment[i] = left;
                gain += snow;
                melt += left - moved;
            }

            gained[row] = gain;
            melted[row] = melt;
        });
        Array.Copy(increment, Thickness, increment.Length);
        Accumulation += gained.Sum() * cell * cell;
        Ablation += melted.Sum() * cell * cell;
        EmptyEdge();
    }

    private double Limited(double flux, int i, int step) => flux == 0 ? 0 : flux * (flux > 0 ? limit[i] : limit[i + step]);

    private void EmptyEdge()
    {
        var lost = 0.0;
        OnEdge(i => lost += Thickness[i]);
        Calving -= lost * cell * cell;
        ClearEdge(Thickness);
    }

    private void ClearEdge(double[] field) => OnEdge(i => field[i] = 0);

    private void OnEdge(Action<int> action)
    {
        for (var column = 0; column < width; column++)
        {
            action(column);
            action(((height - 1) * width) + column);
        }

        for (var row = 1; row < height - 1; row++)
        {
            action(row * width);
            action((row * width) + width - 1);
        }
    }
}
