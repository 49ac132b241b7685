using System.Text.Json;
using Glacier.Terrain;
using Glacier.Terrain.Change;

namespace Glacier.Vision.Panorama;

/// <summary>A way over the tile and what the camera on it looks at.</summary>
/// <param name="Name">straight, centre, orbit, or the name of a file.</param>
/// <param name="Points">Map positions, evenly to be flown over.</param>
/// <param name="Target">What every frame looks at; null: ahead.</param>
public sealed record FlightPath(string Name, IReadOnlyList<(double X, double Y)> Points, (double X, double Y)? Target = null)
{
    /// <summary>Names that need no file.</summary>
    public static IReadOnlyList<string> Names { get; } = ["straight", "centre", "orbit"];

    // of the tile's side that a path of ours keeps off its edge
    private const double Margin = 0.10;

    /// <summary>A path over a scene.</summary>
    /// <param name="name">One of <see cref="Names"/>, or a JSON file: [[x, y], …], or {"points": [[x, y], …]}, in the tile's reference system.</param>
    /// <param name="scene">Tile and ground.</param>
    /// <param name="ice">Ice on the DEM's grid, which <c>centre</c> follows upwards; null: what the tile shows as snow and ice.</param>
    /// <exception cref="InvalidInputException">
    /// <c>not-a-path</c>; <c>path-leaves-tile</c>; <c>path-leaves-dem</c>; <c>no-ice</c>: no ice to follow.
    /// </exception>
    public static FlightPath Of(string name, PanoramaGround scene, bool[]? ice = null)
    {
        var path = name switch
        {
            "straight" => Straight(scene),
            "orbit" => Orbit(scene),
            "centre" => Centre(scene, ice),
            _ => Read(name),
        };
        return path.On(scene);
    }

    /// <summary>The same path, after a look whether it stays on a scene.</summary>
    /// <exception cref="InvalidInputException"><c>path-leaves-tile</c>, <c>path-leaves-dem</c>.</exception>
    public FlightPath On(PanoramaGround scene)
    {
        foreach (var (x, y) in Points)
        {
            if (!scene.Tile.Contains(x, y))
            {
                throw new InvalidInputException(
                    Name, "path-leaves-tile", FormattableString.Invariant($"the point {x:0.##}, {y:0.##} off {scene.Tile.File}"), "points on the tile, in its reference system",
                    "Shorten the path, or take a larger tile.");
            }

            if (!double.IsFinite(scene.Caster.Ground(x, y).Z))
            {
                throw new InvalidInputException(
                    Name, "path-leaves-dem", FormattableString.Invariant($"no elevation at {x:0.##}, {y:0.##}"), "an elevation below every point", "Shorten the path, or take a DEM that covers it.");
            }
        }

        return this;
    }

    /// <summary>The cameras of a flight: perspective, smoothly above the ground, never below half its height over it.</summary>
    /// <param name="scene">Tile and ground.</param>
    /// <param name="height">Metres above the ground.</param>
    /// <param name="frames">Number of frames, 2 or more.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="down">Pixels down.</param>
    /// <exception cref="InvalidInputException"><c>camera-below-ground</c>.</exception>
    public IReadOnlyList<PanoramaCamera> Cameras(PanoramaGround scene, double height, int frames, int width, int down)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 2);
        scene.Stand(Points[0].X, Points[0].Y, height);
        var length = Points.Zip(Points.Skip(1), (a, b) => Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2))).Sum();
        var line = CentreLine.Resample(Points, Math.Max(length / (4 * frames), 0.01));
        // the eye's height and bearing follow the ground and the line as a pilot would: over a tenth of the way
        var count = line.X.Count;
        var reach = Math.Max(1, count / 10);
        var eyes = new double[count];
        var ground = new double[count];
        for (var k = 0; k < count; k++)
        {
            ground[k] = scene.Caster.Ground(line.X[k], line.Y[k]).Z;
        }

        for (var k = 0; k < count; k++)
        {
            eyes[k] = Math.Max(Mean(ground, k, reach) + height, ground[k] + (0.5 * height));
        }

        var raised = eyes.Select((eye, k) => Math.Max(Mean(eyes, k, reach), ground[k] + (0.5 * height))).ToArray();
        return [.. Enumerable.Range(0, frames).Select(frame =>
        {
            var distance = line.Length * frame / (frames - 1);
            var (x, y) = line.At(distance);
            var at = Math.Clamp(distance / Math.Max(line.Length, 1e-9) * (count - 1), 0, count - 1);
            var low = Math.Min((int)at, Math.Max(count - 2, 0));
            var z = raised[low] + ((at - low) * (raised[Math.Min(low + 1, count - 1)] - raised[low]));
            z = Math.Max(z, scene.Caster.Ground(x, y).Z + (0.5 * height));
            var (heading, pitch) = Target is { } goal ? Towards(goal) : Ahead();
            return new PanoramaCamera(x, y, z, width, down, heading, pitch, PanoramaProjection.Perspective);

            (double, double) Towards((double X, double Y) goal)
            {
                var (dx, dy) = (goal.X - x, goal.Y - y);
                var to = scene.Caster.Ground(goal.X, goal.Y).Z - z;
                return (Math.Atan2(dx, dy) * 180 / Math.PI, Math.Clamp(Math.Atan2(to, Math.Sqrt((dx * dx) + (dy * dy))) * 180 / Math.PI, -50, 15));
            }

            (double, double) Ahead()
            {
                var (fromX, fromY) = line.At(Math.Max(0, distance - (0.08 * line.Length)));
                var (toX, toY) = line.At(Math.Min(line.Length, distance + (0.08 * line.Length)));
                return (Math.Atan2(toX - fromX, toY - fromY) * 180 / Math.PI, -4);
            }
        })];
    }

    private static double Mean(double[] values, int at, int reach)
    {
        var (first, last) = (Math.Max(0, at - reach), Math.Min(values.Length - 1, at + reach));
        var sum = 0.0;
        for (var k = first; k <= last; k++)
        {
            sum += values[k];
        }

        return sum / (last - first + 1);
    }

    // up the tile's general slope, through its middle
    private static FlightPath Straight(PanoramaGround scene)
    {
        var tile = scene.Tile;
        var (cx, cy) = tile.Centre;
        double east = 0, north = 0;
        for (var k = 0; k < 256; k++)
        {
            var (x, y) = tile.Grid.Transform.ToMap((k % 16 + 0.5) * tile.Grid.Width / 16, (k / 16 + 0.5) * tile.Grid.Height / 16);
            var (z, slopeX, slopeY) = scene.Caster.Ground(x, y);
            (east, north) = double.IsFinite(z) ? (east + slopeX, north + slopeY) : (east, north);
        }

        var length = Math.Sqrt((east * east) + (north * north));
        (east, north) = length > 0 ? (east / length, north / length) : (0, 1);
        // to the edge of the square along the direction
        var reach = (0.5 - Margin) * tile.Side / Math.Max(Math.Abs(east), Math.Abs(north));
        return new("straight", [(cx - (reach * east), cy - (reach * north)), (cx + (0.5 * reach * east), cy + (0.5 * reach * north))]);
    }

    private static FlightPath Orbit(PanoramaGround scene)
    {
        var (cx, cy) = scene.Tile.Centre;
        var radius = 0.30 * scene.Tile.Side;
        return new("orbit", [.. Enumerable.Range(0, 73).Select(k =>
        {
            var (sine, cosine) = Math.SinCos(k * Math.PI / 36);
            return (cx + (radius * sine), cy - (radius * cosine));
        })], (cx, cy));
    }

    private static FlightPath Centre(PanoramaGround scene, bool[]? ice)
    {
        var dem = scene.Dem;
        ice ??= Frozen(scene);
        if (!ice.Contains(true))
        {
            throw new InvalidInputException(
                scene.Tile.File, "no-ice", "no snow or ice on the tile", "a glacier whose centre line can be followed", "Give the glacier's outline (--outline), or another --path.");
        }

        var (width, height, side) = (scene.Tile.Grid.Width, scene.Tile.Grid.Height, Margin / 2);
        bool Inside((double X, double Y) point) => scene.Tile.Grid.Transform.ToPixel(point.X, point.Y) is var (column, row)
            && column > side * width && row > side * height && column < (1 - side) * width && row < (1 - side) * height;
        // from the terminus up, the longest piece on the tile
        var (best, run) = (new List<(double X, double Y)>(), new List<(double X, double Y)>());
        foreach (var point in CentreLine.Of(dem, ice).Points.Reverse().Append((double.NaN, double.NaN)))
        {
            if (Inside(point))
            {
                run.Add(point);
                continue;
            }

            (best, run) = (run.Count > best.Count ? run : best, []);
        }

        return best.Count >= 2 ? new("centre", best) : throw new InvalidInputException(
            scene.Tile.File, "no-ice", "no centre line of a glacier on the tile", "a glacier whose centre line can be followed", "Give the glacier's outline (--outline), or another --path.");
    }

    private static bool[] Frozen(PanoramaGround scene)
    {
        var (dem, tile) = (scene.Dem, scene.Tile);
        var ice = new bool[dem.Values.Length];
        for (var i = 0; i < ice.Length; i++)
        {
            var (x, y) = dem.Transform.ToMap((i % dem.Width) + 0.5, (i / dem.Width) + 0.5);
            var (column, row) = tile.Grid.Transform.ToPixel(x, y);
            if (column >= 0 && row >= 0 && column < tile.Grid.Width && row < tile.Grid.Height && float.IsFinite(dem.Values[i]))
            {
                var colour = tile.Colours[((int)row * tile.Grid.Width) + (int)column];
                var (snow, bare) = TileAlbedo.Cover(colour);
                var (_, east, north) = scene.Caster.Ground(x, y);
                // snow that lies on steep rock is no glacier
                ice[i] = snow + bare > 0.5f && (east * east) + (north * north) < 0.36;
            }
        }

        return ice;
    }

    private static FlightPath Read(string path)
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(file, "not-a-path", $"no file {file}, and no path of that name", string.Join(", ", Names) + ", or a JSON file of points", "Correct --path.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var list = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.GetProperty("points") : document.RootElement;
            var points = list.EnumerateArray().Select(point => (X: point[0].GetDouble(), Y: point[1].GetDouble())).ToList();
            if (points.Distinct().Count() >= 2 && points.TrueForAll(point => double.IsFinite(point.X + point.Y)))
            {
                return new(file, points);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or FormatException)
        {
            throw new InvalidInputException(file, "not-a-path", error.Message.Split('\n')[0], "JSON: [[x, y], [x, y], …] in the tile's reference system", "Correct the file.");
        }

        throw new InvalidInputException(file, "not-a-path", "fewer than two different points", "JSON: [[x, y], [x, y], …] in the tile's reference system", "Correct the file.");
    }
}
