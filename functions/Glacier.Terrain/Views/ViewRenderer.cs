using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Looks at a DEM through a camera: exact intersections of rays with its bilinear surface.</summary>
public static class ViewRenderer
{
    internal const int Tile = 16;

    /// <summary>Computes depth, position, normal, ice and skyline of what the camera sees.</summary>
    /// <param name="dem">Elevations in metres; NaN cells are holes that rays pass through.</param>
    /// <param name="camera">The camera; its eye must stand above the ground of the DEM.</param>
    /// <param name="ice">Ice mask on the DEM's grid, row-major; null for none.</param>
    /// <param name="options">Sampling; null for the defaults.</param>
    /// <exception cref="ArgumentException">The camera is not valid, its eye is outside the DEM or below the ground, or the mask has another size.</exception>
    public static View Render(Raster dem, Camera camera, bool[]? ice = null, ViewOptions? options = null)
    {
        options ??= new ViewOptions();
        Check(dem, camera, ice);
        var offsets = SamplePattern.Offsets(options.SamplesPerPixel);
        var (width, height) = (camera.Width, camera.Height);
        var depth = new float[width * height];
        var position = new float[3 * width * height];
        var normal = new float[3 * width * height];
        var isIce = new bool[width * height];
        var coverage = new float[width * height];
        var surface = new Surface(dem);
        var fan = surface.From(camera);
        var frame = camera.Frame();
        var tilesAcross = (width + Tile - 1) / Tile;
        var tilesDown = (height + Tile - 1) / Tile;
        Parallel.For(0, tilesAcross * tilesDown, tile =>
        {
            var (left, top) = (tile % tilesAcross * Tile, tile / tilesAcross * Tile);
            var (right, bottom) = (Math.Min(left + Tile, width), Math.Min(top + Tile, height));
            var start = Math.Max(Beam.FirstPossible(surface, fan, frame, left, top, right, bottom), 0);
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                {
                    var pixel = (row * width) + column;
                    var (x, y, z) = frame.Direction(column + 0.5, row + 0.5);
                    var length = Math.Sqrt((x * x) + (y * y) + (z * z));
                    var nearest = Math.Max(start, options.NearestMetres / length);
                    var s = double.IsInfinity(start) ? double.NaN : surface.Trace(fan, x, y, z, nearest);
                    var hits = 0;
                    if (offsets.Length == 1)
                    {
                        hits = double.IsNaN(s) ? 0 : 1;
                    }
                    else if (!double.IsInfinity(start))
                    {
                        foreach (var (across, down) in offsets)
                        {
                            var (sx, sy, sz) = frame.Direction(column + across, row + down);
                            hits += double.IsNaN(surface.Trace(fan, sx, sy, sz, nearest)) ? 0 : 1;
                        }
                    }

                    coverage[pixel] = hits / (float)offsets.Length;
                    Store(s, x, y, length, pixel);
                }
            }
        });

        return new View(camera, depth, position, normal, isIce, SkylineRows(surface, fan, frame, camera, depth, options.NearestMetres), coverage);

        void Store(double s, double x, double y, double length, int pixel)
        {
            if (double.IsNaN(s))
            {
                depth[pixel] = float.NaN;
                position.AsSpan(3 * pixel, 3).Fill(float.NaN);
                normal.AsSpan(3 * pixel, 3).Fill(float.NaN);
                return;
            }

            var u = fan.U + (s * x * fan.CellsPerMetreX);
            var v = fan.V + (s * y * fan.CellsPerMetreY);
            var (z, slopeX, slopeY) = surface.At(u, v);
            var scale = 1 / Math.Sqrt(1 + (slopeX * slopeX) + (slopeY * slopeY));
            depth[pixel] = (float)(s * length);
            position[3 * pixel] = (float)(s * x);
            position[(3 * pixel) + 1] = (float)(s * y);
            position[(3 * pixel) + 2] = (float)(z - fan.Z);
            normal[3 * pixel] = (float)(-slopeX * scale);
            normal[(3 * pixel) + 1] = (float)(-slopeY * scale);
            normal[(3 * pixel) + 2] = (float)scale;
            isIce[pixel] = ice is not null && ice[(Math.Clamp((int)Math.Round(v), 0, dem.Height - 1) * dem.Width) + Math.Clamp((int)Math.Round(u), 0, dem.Width - 1)];
        }
    }

    internal static void CheckMask(Raster dem, bool[]? mask)
    {
        if (mask is not null && mask.Length != dem.Values.Length)
        {
            throw new ArgumentException($"ice mask: {mask.Length} pixels; expected {dem.Width} × {dem.Height} as in the DEM");
        }
    }

    internal static void Check(Raster dem, Camera camera, bool[]? mask)
    {
        camera.Validate();
        CheckMask(dem, mask);
        var (column, row) = dem.Transform.ToPixel(camera.EyeX, camera.EyeY);
        if (!(column >= 0 && row >= 0 && column <= dem.Width && row <= dem.Height))
        {
            throw new ArgumentException(FormattableString.Invariant($"camera: the eye ({camera.EyeX:0.0}, {camera.EyeY:0.0}) lies outside the DEM; expected x {dem.Transform.West:0.0} … {dem.Transform.ToMap(dem.Width, 0).X:0.0}, y {dem.Transform.ToMap(0, dem.Height).Y:0.0} … {dem.Transform.North:0.0}"));
        }

        var ground = dem.Sample(camera.EyeX, camera.EyeY);
        if (camera.EyeZ <= ground)
        {
            throw new ArgumentException(FormattableString.Invariant($"camera: the eye at {camera.EyeZ:0.0} m is below the ground, which is at {ground:0.0} m there; raise it"));
        }
    }

    private static float[] SkylineRows(Surface surface, in RayFan fan, in CameraFrame frame, Camera camera, float[] depth, double nearestMetres)
    {
        var rows = new float[camera.Width];
        for (var column = 0; column < camera.Width; column++)
        {
            var first = 0;
            while (first < camera.Height && float.IsNaN(depth[(first * camera.Width) + column]))
            {
                first++;
            }

            if (first == camera.Height)
            {
                rows[column] = float.NaN;
                continue;
            }

            var (sky, ground) = (first == 0 ? 0 : first - 0.5, first + 0.5);
            if (first == 0 && Meets(surface, fan, frame, column + 0.5, 0, nearestMetres))
            {
                continue;
            }

            for (var i = 0; i < 8; i++)
            {
                var middle = (sky + ground) / 2;
                (sky, ground) = Meets(surface, fan, frame, column + 0.5, middle, nearestMetres) ? (sky, middle) : (middle, ground);
            }

            rows[column] = (float)((sky + ground) / 2);
        }

        return rows;
    }

    private static bool Meets(Surface surface, in RayFan fan, in CameraFrame frame, double column, double row, double nearestMetres)
    {
        var (x, y, z) = frame.Direction(column, row);
        return !double.IsNaN(surface.Trace(fan, x, y, z, nearestMetres / Math.Sqrt((x * x) + (y * y) + (z * z))));
    }
}

/// <summary>Where in a pixel its samples lie.</summary>
internal static class SamplePattern
{
    /// <summary>Offsets from the pixel's top-left corner; 4 samples stand on a rotated grid, so that near-level and near-upright edges get four steps.</summary>
    public static (double Across, double Down)[] Offsets(int samples) => samples switch
    {
        1 => [(0.5, 0.5)],
        4 => [(0.375, 0.125), (0.875, 0.375), (0.125, 0.625), (0.625, 0.875)],
        9 or 16 => Regular((int)Math.Sqrt(samples)),
        _ => throw new ArgumentException($"samples per pixel: {samples}; expected 1, 4, 9 or 16"),
    };

    private static (double, double)[] Regular(int side)
    {
        var offsets = new (double, double)[side * side];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = (((i % side) + 0.5) / side, ((i / side) + 0.5) / side);
        }

        return offsets;
    }
}
