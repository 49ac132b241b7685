using System.Globalization;
using Glacier.Terrain.Rasters;
using MathNet.Numerics.LinearAlgebra;

namespace Glacier.Terrain.Coregistration;

/// <summary>Co-registration of DEMs by their slopes (Nuth and Kääb 2011, The Cryosphere 5, 271–290).</summary>
/// <remarks>
/// Stage 1 is their cosine: dh / tan(slope) = a · cos(b − aspect) + c, fitted to the medians of 36 aspect sectors, with dh the reference minus the
/// DEM, so that (a sin b, a cos b) is the step east and north. Stage 2 refines it by Gauss–Newton on the interpolated surface, the same equation
/// multiplied by tan(slope), dh = −dz/dx · δx − dz/dy · δy + δz, over all sampled pixels with Tukey's biweight (c = 4.685 NMAD): sectors and the division
/// by small slopes no longer limit it. Both use the reference's own gradient, whose errors at a pixel do not depend on that pixel's height, so noise in
/// either DEM does not bias the zero of the normal equations. Each step resamples the original, never a resampled DEM.
/// The interpolation is a cubic spline through the values (<see cref="CubicShift"/>). Stage 2 also fits, and throws away, two terms in the reference's fourth
/// differences: what any resampling, the DEM's own history included, takes from ridges and gullies, and which on alpine terrain at 100 m would put several
/// centimetres into the vertical shift.
/// </remarks>
public static class NuthKaab
{
    private const int Sectors = 36;
    private const double SmallestSlope = 0.05;
    private const double VerticalTolerance = 0.002;

    /// <summary>Moves a DEM onto a reference.</summary>
    /// <param name="reference">The DEM held fixed.</param>
    /// <param name="dem">The DEM to move, on the same grid; not changed.</param>
    /// <param name="stable">Pixels that did not change, as <see cref="StableGround.Mask"/> gives.</param>
    /// <param name="options">Tolerances.</param>
    /// <returns>The shift and the aligned DEM; the original with <see cref="CoregistrationResult.Improved"/> false when the fit is degenerate or makes matters worse.</returns>
    /// <exception cref="ArgumentException">The grids or the mask differ in size.</exception>
    public static CoregistrationResult Align(Raster reference, Raster dem, bool[] stable, CoregistrationOptions? options = null)
    {
        options ??= new();
        GridRules.RequireSameGrid(reference, dem, nameof(dem));
        GridRules.RequireMask(reference, stable, nameof(stable));
        var sample = StableSample.Take(reference, dem, stable, options.MaximumSamples);
        if (sample.Count < options.MinimumPixels)
        {
            return Keep(reference, dem, stable, 0, string.Create(CultureInfo.InvariantCulture,
                $"too few stable pixels: {sample.Count} of at least {options.MinimumPixels}"));
        }

        if (sample.SharedRelief(default) < options.MinimumRelief && sample.ReferenceRelief() < options.MinimumRelief)
        {
            return Keep(reference, dem, stable, 0, Flat(sample.ReferenceRelief(), options));
        }

        var shift = default(Shift);
        var pixel = Math.Min(reference.Transform.PixelWidth, reference.Transform.PixelHeight);
        var iterations = 0;
        for (var i = 0; i < options.MaximumIterations; i++, iterations++)
        {
            var step = CosineStep(sample, shift);
            shift = shift with { X = shift.X + step.X, Y = shift.Y + step.Y };
            if (!(shift.Length < options.MaximumShiftPixels * pixel))
            {
                return Refuse(Runaway(options));
            }

            if (step.Length < 0.05 * pixel)
            {
                break;
            }
        }

        var converged = false;
        var uncertainty = 0.0;
        for (var i = 0; i < options.MaximumIterations && !converged; i++, iterations++)
        {
            var (step, error) = GaussNewtonStep(sample, shift, options.FitTilt);
            shift = shift.Plus(step);
            uncertainty = error;
            if (!(shift.Length < options.MaximumShiftPixels * pixel))
            {
                return Refuse(Runaway(options));
            }

            converged = step.Length < options.TolerancePixels * pixel && Math.Abs(step.Z) < VerticalTolerance;
        }

        if (!converged)
        {
            return Refuse("the fit did not converge");
        }

        var relief = sample.SharedRelief(shift);
        return relief < options.MinimumRelief
            ? Keep(reference, dem, stable, iterations, Flat(relief, options))
            : Apply(reference, dem, stable, shift, iterations, uncertainty, options.FitTilt, sample.Coefficients);

        // a fit that fails on ground without shared relief fails for want of it
        CoregistrationResult Refuse(string reason)
        {
            var shared = sample.SharedRelief(default);
            return Keep(reference, dem, stable, iterations, shared < options.MinimumRelief ? Flat(shared, options) : reason);
        }
    }

    /// <summary>Applies a shift found before, as <see cref="Align"/> does.</summary>
    public static Raster Apply(Raster dem, double dx, double dy, double dz, (double A, double B)? tilt = null) =>
        Apply(dem, new Shift(dx, dy, dz, tilt?.A ?? 0, tilt?.B ?? 0), null);

    private static Raster Apply(Raster dem, Shift shift, float[]? prepared)
    {
        var moved = CubicShift.Move(dem, shift.X, shift.Y, prepared);
        Parallel.For(0, dem.Height, row =>
        {
            var line = moved.Row(row);
            for (var column = 0; column < line.Length; column++)
            {
                line[column] += (float)shift.Height(dem, column, row);
            }
        });
        return moved;
    }

    private static CoregistrationResult Apply(Raster reference, Raster dem, bool[] stable, Shift shift, int iterations, double uncertainty, bool tilted, float[] prepared)
    {
        (double A, double B)? tilt = tilted ? (shift.TiltX, shift.TiltY) : null;
        var aligned = Apply(dem, shift, prepared);
        var common = new bool[stable.Length];
        for (var i = 0; i < stable.Length; i++)
        {
            common[i] = stable[i] && float.IsFinite(aligned.Values[i]) && float.IsFinite(dem.Values[i]);
        }

        DifferenceStatistics? before = null, after = null;
        Parallel.Invoke(
            () => before = DifferenceStatistics.Between(dem, reference, common),
            () => after = DifferenceStatistics.Between(aligned, reference, common));
        // the vertical shift leaves the NMAD as it is: what it must not do is grow, and bias and spread together must fall
        var reason = after!.Nmad > (before!.Nmad * 1.001) + 1e-6
            ? string.Create(CultureInfo.InvariantCulture, $"alignment would worsen the NMAD from {before.Nmad:F3} m to {after.Nmad:F3} m")
            : Spread(after) >= Spread(before)
                ? string.Create(CultureInfo.InvariantCulture, $"alignment would not improve bias and spread: {Spread(before):F3} m before, {Spread(after):F3} m after")
                : null;
        return reason is null
            ? new(shift.X, shift.Y, shift.Z, tilt, iterations, before, after, true, aligned, null, uncertainty)
            : new(0, 0, 0, null, iterations, before, before, false, dem, reason, uncertainty);
    }

    private static double Spread(DifferenceStatistics s) => Math.Sqrt((s.Median * s.Median) + (s.Nmad * s.Nmad));

    private static CoregistrationResult Keep(Raster reference, Raster dem, bool[] stable, int iterations, string reason)
    {
        var statistics = DifferenceStatistics.Between(dem, reference, stable);
        return new(0, 0, 0, null, iterations, statistics, statistics, false, dem, reason);
    }

    private static string Runaway(CoregistrationOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"the fit ran beyond {options.MaximumShiftPixels} pixels");

    private static string Flat(double relief, CoregistrationOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"terrain too flat or of one aspect: shared slope {relief:F4} m/m in its flattest direction, at least {options.MinimumRelief} needed");

    private static Shift CosineStep(StableSample sample, Shift shift)
    {
        var residuals = sample.Residuals(shift);
        var finite = residuals.Where(float.IsFinite).ToArray();
        var bias = (float)OrderStatistics.Median(finite);
        var bins = new List<float>[Sectors];
        for (var k = 0; k < Sectors; k++)
        {
            bins[k] = [];
        }

        for (var i = 0; i < residuals.Length; i++)
        {
            var tangent = Math.Sqrt((sample.East[i] * sample.East[i]) + (sample.North[i] * sample.North[i]));
            if (float.IsFinite(residuals[i]) && tangent > SmallestSlope)
            {
                var aspect = Math.Atan2(-sample.East[i], -sample.North[i]);
                var sector = (int)((aspect + Math.PI) / (2 * Math.PI) * Sectors);
                bins[Math.Min(sector, Sectors - 1)].Add((float)((residuals[i] - bias) / tangent));
            }
        }

        var normal = Matrix<double>.Build.Dense(3, 3);
        var right = Vector<double>.Build.Dense(3);
        for (var k = 0; k < Sectors; k++)
        {
            if (bins[k].Count < 5)
            {
                continue;
            }

            var median = OrderStatistics.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bins[k]));
            var aspect = ((k + 0.5) / Sectors * 2 * Math.PI) - Math.PI;
            double[] row = [Math.Sin(aspect), Math.Cos(aspect), 1];
            var weight = Math.Sqrt(bins[k].Count);
            for (var a = 0; a < 3; a++)
            {
                right[a] += weight * row[a] * median;
                for (var b = 0; b < 3; b++)
                {
                    normal[a, b] += weight * row[a] * row[b];
                }
            }
        }

        var solution = (normal + (Matrix<double>.Build.DenseIdentity(3) * 1e-9)).Solve(right);
        return new(solution[0], solution[1], 0, 0, 0);
    }

    private static (Shift Step, double Error) GaussNewtonStep(StableSample sample, Shift shift, bool tilt)
    {
        var residuals = sample.Residuals(shift);
        var work = residuals.Where(float.IsFinite).ToArray();
        var centre = OrderStatistics.Median(work);
        var scale = Math.Max(OrderStatistics.Nmad(work, centre), 1e-3);
        var cut = 4.685 * scale;
        var unknowns = tilt ? 7 : 5;
        // heights of the plane in units of the raster's half width keep the equations well conditioned
        var unit = sample.PlaneUnit;
        var normal = new double[unknowns, unknowns];
        var right = new double[unknowns];
        Span<double> row = stackalloc double[7];
        double squares = 0, weights = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var residual = residuals[i] - centre;
            if (!(Math.Abs(residual) < cut))
            {
                continue;
            }

            var w = 1 - (residual / cut * (residual / cut));
            w *= w;
            row[0] = -sample.East[i];
            row[1] = -sample.North[i];
            row[2] = 1;
            row[3] = sample.RoughEast[i];
            row[4] = sample.RoughNorth[i];
            row[5] = sample.PlaneX(i) / unit;
            row[6] = sample.PlaneY(i) / unit;
            for (var a = 0; a < unknowns; a++)
            {
                right[a] += w * row[a] * residual;
                for (var b = a; b < unknowns; b++)
                {
                    normal[a, b] += w * row[a] * row[b];
                }
            }

            squares += w * residual * residual;
            weights += w;
        }

        var matrix = Matrix<double>.Build.Dense(unknowns, unknowns, (a, b) => normal[Math.Min(a, b), Math.Max(a, b)] + (a == b ? 1e-9 * weights : 0));
        var solution = matrix.Solve(Vector<double>.Build.Dense(right));
        var inverse = matrix.Inverse();
        var error = Math.Sqrt(squares / Math.Max(weights, 1) * Math.Max(inverse[0, 0], inverse[1, 1]));
        return (new(solution[0], solution[1], solution[2] + centre, tilt ? solution[5] / unit : 0, tilt ? solution[6] / unit : 0), error);
    }
}
