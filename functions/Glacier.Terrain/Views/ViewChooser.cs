using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Chooses one camera for all years of a glacier: below the terminus, above ground, looking up the ice.</summary>
/// <remarks>
/// Candidates stand in a fan down-valley of the terminus at several distances and heights. Each is looked through at a low resolution and
/// scored by the ice of the largest extent and the change between the first and the last year that it shows, by its share of sky, and against near
/// ground in the way and views out of the DEM.
/// </remarks>
public static class ViewChooser
{
    private const int Across = 40;

    /// <summary>Chooses the camera.</summary>
    /// <param name="dems">DEMs of the years on one grid, at least one, oldest first.</param>
    /// <param name="ice">Ice mask per DEM; all false or an empty list where there is no ice: an overview of the relief is chosen.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="fieldOfViewDegrees">Horizontal field of view.</param>
    /// <exception cref="ArgumentException">No DEM, DEMs of different grids, a mask of another size, or not one elevation in the DEMs.</exception>
    public static Camera Choose(IReadOnlyList<Raster> dems, IReadOnlyList<bool[]> ice, int width, int height, double fieldOfViewDegrees = 50)
    {
        if (dems.Count == 0)
        {
            throw new ArgumentException("no DEM to choose a view of");
        }

        var first = dems[0];
        if (dems.Any(dem => !dem.SameGrid(first)) || ice.Any(mask => mask.Length != first.Values.Length) || (ice.Count != 0 && ice.Count != dems.Count))
        {
            throw new ArgumentException("DEMs and ice masks must share one grid, with one mask per DEM");
        }

        // the eye must be above ground, and see, in every year: the envelope of all years is the terrain to look at
        var highest = (float[])first.Values.Clone();
        var interest = new float[highest.Length];
        foreach (var dem in dems)
        {
            for (var i = 0; i < highest.Length; i++)
            {
                highest[i] = float.IsNaN(highest[i]) || dem.Values[i] > highest[i] ? dem.Values[i] : highest[i];
            }
        }

        for (var i = 0; i < interest.Length; i++)
        {
            if (ice.Any(mask => mask[i]))
            {
                var change = ice[0][i] != ice[^1][i] ? 60 : Math.Abs(dems[^1].Values[i] - first.Values[i]);
                interest[i] = 1 + (float.IsNaN(change) ? 0 : Math.Min(change / 40f, 2.5f));
            }
        }

        var envelope = first.With(highest);
        var scene = new Scene(envelope, new Surface(envelope), interest, width, height, fieldOfViewDegrees);
        return interest.Any(value => value > 0) ? OfGlacier(scene) : OfRelief(scene);
    }

    private static Camera OfGlacier(Scene scene)
    {
        return GlacierAxis.Of(scene.Dem, i => scene.Interest[i] > 0) is { } axis
            ? Best(scene, axis.TongueX, axis.TongueY, axis.Valley, Math.PI * 0.6, axis.Reach, axis.BodyX, axis.BodyY) ?? OfRelief(scene)
            : OfRelief(scene);
    }

    private static Camera OfRelief(Scene scene)
    {
        var dem = scene.Dem;
        var known = Enumerable.Range(0, dem.Values.Length).Where(i => !float.IsNaN(dem.Values[i])).ToArray();
        if (known.Length == 0)
        {
            throw new ArgumentException("the DEM holds no elevation to look at");
        }

        var (x, y) = GlacierAxis.Centre(dem, known);
        var extent = Math.Min(dem.Width * dem.Transform.PixelWidth, dem.Height * dem.Transform.PixelHeight);
        if (Best(scene, x, y, Math.PI, Math.PI, extent, x, y) is { } best)
        {
            return best;
        }

        // too small or too flat to frame: look at its middle from above its southern edge
        var top = known.Max(i => dem.Values[i]);
        var south = y - (0.3 * extent);
        return new Camera(x, south, top + (0.35 * extent), x, y, top, scene.FieldOfView, scene.Width, scene.Height);
    }

    private static Camera? Best(Scene scene, double x, double y, double bearing, double fan, double reach, double towardsX, double towardsY)
    {
        var candidates = new List<(double X, double Y, double Above)>();
        double[] distances = [0.08, 0.15, 0.25, 0.4, 0.6, 0.9, 1.3];
        double[] heights = [60, 120, 250, 450, 800];
        foreach (var distance in distances)
        {
            for (var k = -8; k <= 8; k++)
            {
                var angle = bearing + (fan * k / 8);
                foreach (var above in heights)
                {
                    candidates.Add((x + (distance * reach * Math.Sin(angle)), y + (distance * reach * Math.Cos(angle)), above));
                }
            }
        }

        var scores = new (double Score, Camera? Camera)[candidates.Count];
        Parallel.For(0, scores.Length, i => scores[i] = Score(scene, candidates[i], towardsX, towardsY));
        var best = scores.MaxBy(s => s.Camera is null ? double.NegativeInfinity : s.Score);
        return best.Camera;
    }

    private static (double, Camera?) Score(Scene scene, (double X, double Y, double Above) candidate, double towardsX, double towardsY)
    {
        var dem = scene.Dem;
        var ground = dem.Sample(candidate.X, candidate.Y);
        var border = 3 * dem.Transform.PixelWidth;
        if (float.IsNaN(ground) || float.IsNaN(dem.Sample(candidate.X - border, candidate.Y - border)) || float.IsNaN(dem.Sample(candidate.X + border, candidate.Y + border)))
        {
            return (0, null);
        }

        var z = ground + candidate.Above;
        // first aim at the tongue's middle, then at the interest that is seen
        var bearing = Math.Atan2(towardsX - candidate.X, towardsY - candidate.Y);
        (double Score, Camera? Camera) best = (double.NegativeInfinity, null);
        foreach (var turn in (ReadOnlySpan<double>)[0, -0.18, 0.18, -0.36, 0.36])
        {
            var camera = Aim(scene, candidate.X, candidate.Y, z, bearing + turn);
            var score = Look(scene, camera, candidate.Above);
            if (score > best.Score)
            {
                best = (score, camera);
            }
        }

        return best;
    }

    // pitch so that the skyline stands at about a quarter of the picture from the top
    private static Camera Aim(Scene scene, double x, double y, double z, double bearing)
    {
        var horizon = 0.0;
        const int directions = 9;
        var half = scene.FieldOfView * Math.PI / 360;
        var rays = scene.Surface.From(new Camera(x, y, z, x, y + 1, z, scene.FieldOfView, 1, 1));
        for (var k = 0; k < directions; k++)
        {
            var angle = bearing + (half * ((2.0 * k / (directions - 1)) - 1));
            var (low, high) = (-1.2, 1.2);
            for (var i = 0; i < 9; i++)
            {
                var middle = (low + high) / 2;
                var hit = !double.IsNaN(scene.Surface.Trace(rays, Math.Sin(angle), Math.Cos(angle), Math.Tan(middle), 0));
                (low, high) = hit ? (middle, high) : (low, middle);
            }

            horizon += (low > -1.15 ? low : 0) / directions;
        }

        var upright = Math.Atan(Math.Tan(half) * scene.Height / scene.Width);
        var pitch = Math.Clamp(horizon - Math.Atan(0.50 * Math.Tan(upright)), -0.6, 0.3);
        const double ahead = 3000;
        return new Camera(x, y, z, x + (ahead * Math.Sin(bearing)), y + (ahead * Math.Cos(bearing)), z + (ahead * Math.Tan(pitch)), scene.FieldOfView, scene.Width, scene.Height);
    }

    private static double Look(Scene scene, Camera camera, double above)
    {
        var down = Math.Max(1, (int)Math.Round((double)Across * camera.Height / camera.Width));
        var small = camera with { Width = Across, Height = down };
        var frame = small.Frame();
        var fan = scene.Surface.From(small);
        var dem = scene.Dem;
        double interest = 0, sideways = 0, frozen = 0, sky = 0, near = 0, lost = 0, depths = 0;
        for (var row = 0; row < down; row++)
        {
            for (var column = 0; column < Across; column++)
            {
                var (x, y, z) = frame.Direction(column + 0.5, row + 0.5);
                var s = scene.Surface.Trace(fan, x, y, z, 0);
                if (double.IsNaN(s))
                {
                    sky++;
                    lost += z < -0.01 ? 1 : 0;
                    continue;
                }

                var u = Math.Clamp((int)Math.Round(fan.U + (s * x * fan.CellsPerMetreX)), 0, dem.Width - 1);
                var v = Math.Clamp((int)Math.Round(fan.V + (s * y * fan.CellsPerMetreY)), 0, dem.Height - 1);
                var worth = scene.Interest[(v * dem.Width) + u];
                interest += worth;
                sideways += worth * (((column + 0.5) / Across) - 0.5);
                frozen += worth > 0 ? 1 : 0;
                near += s < 4 * dem.Transform.PixelWidth ? 1 : 0;
                depths += Math.Log(s);
            }
        }

        double all = Across * down;
        var (u0, v0) = (Math.Clamp((int)fan.U, 0, dem.Width - 1), Math.Clamp((int)fan.V, 0, dem.Height - 1));
        var onIce = scene.Interest[(v0 * dem.Width) + u0] > 0 ? 0.25 : 0;
        // beyond about a third of ice the frame lacks the mountains that give it scale
        var shown = interest / all;
        var crowded = Math.Max(0, (frozen / all) - 0.34);
        var skyMiss = Math.Max(0, Math.Abs((sky / all) - 0.25) - 0.08);
        var offCentre = interest > 0 ? Math.Abs(sideways / interest) : 0;
        var relief = sky < all ? depths / (all - sky) * 0.02 : 0;
        return Math.Sqrt(shown) - (2 * crowded) - (3 * skyMiss) - (0.9 * offCentre) - (0.8 * near / all) - (4 * lost / all) - onIce - (above / 12000) + relief;
    }

    private sealed record Scene(Raster Dem, Surface Surface, float[] Interest, int Width, int Height, double FieldOfView);
}
