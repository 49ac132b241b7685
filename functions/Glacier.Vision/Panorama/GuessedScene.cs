using System.Numerics;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>A satellite tile of which a network guesses the ground: without a DEM one can still stand on it.</summary>
public sealed class GuessedScene : PanoramaGround
{
    // of depth within which light is halved: the surface
    private const double Halved = 0.693147;

    // rays of a column that the skyline is sought with, per row of the picture
    private const int RowsPerRow = 4;

    private readonly PanoramaNetworks _networks;
    private readonly DensityField _field;
    private readonly double _half;
    private readonly double _lowest;

    private GuessedScene(TilePicture tile, Raster ground, double middle, PanoramaNetworks networks, DensityField field, IReadOnlyList<string> warnings)
        : base(tile, ground)
    {
        (_networks, _field, Guesser, Warnings) = (networks, field, networks.Guesser, [.. tile.Warnings, .. warnings]);
        _half = tile.Side / 2;
        // heights count from the ground in the middle; a network that shows it higher than it was taught must not bury the eye
        _lowest = networks.Space.Bottom - Math.Max(middle / _half, 0);
    }

    /// <summary>Guesses the ground of a tile.</summary>
    /// <param name="picture">The tile; one without a place is taken for as large as those of the training.</param>
    /// <param name="networks">The networks.</param>
    public static GuessedScene Of(TilePicture picture, PanoramaNetworks networks)
    {
        var (tile, space, warnings) = (picture, networks.Space, new List<string>());
        if (!tile.IsPlaced)
        {
            var pixel = space.Metres / tile.Grid.Width;
            tile = tile with { Grid = tile.Grid with { Transform = new GeoTransform(0, tile.Grid.Height * pixel, pixel, pixel) } };
            warnings.Add(FormattableString.Invariant($"{tile.File}: no place and size; taken for {space.Metres:0} m across, as the tiles of the training, and its corner for 0, 0"));
        }
        else if (tile.Side > 2 * space.Metres || tile.Side < space.Metres / 2)
        {
            warnings.Add(FormattableString.Invariant($"{tile.File}: {tile.Side:0} m across; the network knows tiles of about {space.Metres:0} m, so its heights are less sure"));
        }

        const int Side = PanoramaNetworks.TilePixels;
        var colours = Displayed(tile);
        var planes = new float[3 * Side * Side];
        for (var i = 0; i < Side * Side; i++)
        {
            (planes[i], planes[(Side * Side) + i], planes[(2 * Side * Side) + i]) = (colours[i].X, colours[i].Y, colours[i].Z);
        }

        var (densities, slices, rows, columns) = networks.Density(planes);
        var field = Field(densities, slices, rows, columns, colours, space.Top - space.Bottom);
        var (ground, middle) = Ground(densities, slices, rows, columns, tile, space);
        return new(tile, ground, middle, networks, field, warnings);
    }

    /// <summary>The guessed ground as if it were known: to be lit and textured by computation instead of painted.</summary>
    public PanoramaScene Relief() => new(Tile with { IsPlaced = true }, Dem) { Guesser = Guesser, Warnings = Warnings };

    /// <summary>Paints what a camera sees.</summary>
    /// <param name="camera">Stands on the tile, as <see cref="PanoramaGround.Stand"/> says.</param>
    /// <param name="sky">The light.</param>
    /// <returns>The picture; a perspective one of sides that the network does not take is painted larger and cut.</returns>
    /// <exception cref="InvalidInputException"><c>network-size</c>: a panorama of sides that the network does not take.</exception>
    public PanoramaView Render(PanoramaCamera camera, SkyHistogram sky)
    {
        var painted = NetworkPicture.Painted(camera, Tile.File);
        var volume = VolumeRenderer.Render(_field, Local(painted), new VolumeOptions(_networks.Space.Samples, _networks.Space.RayLength));
        // before anything else reads it: the sum of weight × distance over the sum of weights
        var metres = volume.Depth.Zip(volume.Opacity, (depth, opacity) => (float)(depth / Math.Max(opacity, 1e-6) * _half)).ToArray();
        return NetworkPicture.Cut(_networks.Paint(volume, painted.Width, painted.Height, sky), volume.Opacity, metres, painted, camera);
    }

    /// <summary>Elevation angle at which the opacity passes a half, per column of a panorama.</summary>
    /// <returns>Degrees; NaN where there is no ground.</returns>
    public double[] Skyline(PanoramaCamera camera)
    {
        var tall = camera with { Height = RowsPerRow * camera.Height };
        var volume = VolumeRenderer.Render(_field, Local(tall), new VolumeOptions(_networks.Space.Samples, _networks.Space.RayLength));
        var angles = new double[tall.Width];
        for (var column = 0; column < tall.Width; column++)
        {
            var (row, above, below) = (0, 0f, 0f);
            for (; row < tall.Height && (below = volume.Opacity[(row * tall.Width) + column]) < 0.5f; row++)
            {
                above = below;
            }

            var middle = row + 0.5 - (row > 0 ? (below - 0.5) / Math.Max(below - above, 1e-6) : 0);
            angles[column] = row == tall.Height ? double.NaN : 90 - (middle * tall.DegreesPerRow);
        }

        return angles;
    }

    // the camera in the field's units: from the tile's middle, and from the lowest slice
    private PanoramaCamera Local(PanoramaCamera camera)
    {
        var (x, y) = Tile.Centre;
        return camera with { EyeX = (camera.EyeX - x) / _half, EyeY = (camera.EyeY - y) / _half, EyeZ = (camera.EyeZ / _half) - _lowest };
    }

    // 256 × 256 display values, unknown pixels the mean of the known
    private static Vector3[] Displayed(TilePicture tile)
    {
        const int Side = PanoramaNetworks.TilePixels;
        var (width, height) = (tile.Grid.Width, tile.Grid.Height);
        var known = tile.Colours.Where(colour => !float.IsNaN(colour.X)).Aggregate((Sum: Vector3.Zero, Count: 0), (sum, colour) => (sum.Sum + colour, sum.Count + 1));
        var mean = known.Sum / Math.Max(known.Count, 1);
        // so many samples of a pixel as it covers pixels of the tile
        var finer = Math.Max(1, (int)Math.Round((double)Math.Max(width, height) / Side));
        var shown = new Vector3[Side * Side];
        for (var i = 0; i < shown.Length; i++)
        {
            var sum = Vector3.Zero;
            for (var k = 0; k < finer * finer; k++)
            {
                sum += At(((i % Side) + (((k % finer) + 0.5) / finer)) * width / Side, ((i / Side) + (((k / finer) + 0.5) / finer)) * height / Side);
            }

            var colour = Vector3.Clamp(sum / (finer * finer), Vector3.Zero, Vector3.One);
            shown[i] = new((float)Srgb.Display(colour.X), (float)Srgb.Display(colour.Y), (float)Srgb.Display(colour.Z));
        }

        return shown;

        Vector3 At(double column, double row)
        {
            var (u, v) = (Math.Clamp(column - 0.5, 0, width - 1), Math.Clamp(row - 0.5, 0, height - 1));
            var (c, r) = (Math.Min((int)u, Math.Max(width - 2, 0)), Math.Min((int)v, Math.Max(height - 2, 0)));
            var (east, south) = (Math.Min(c + 1, width - 1), Math.Min(r + 1, height - 1));
            return Vector3.Lerp(Vector3.Lerp(Known(c, r), Known(east, r), (float)(u - c)), Vector3.Lerp(Known(c, south), Known(east, south), (float)(u - c)), (float)(v - r));
        }

        Vector3 Known(int column, int row) => tile.Colours[(row * width) + column] is var colour && float.IsNaN(colour.X) ? mean : colour;
    }

    // on the tile's own grid, so that colours keep their detail: densities between the network's columns are linear anyway
    private static DensityField Field(float[] densities, int slices, int rows, int columns, Vector3[] colours, double top)
    {
        const int Side = PanoramaNetworks.TilePixels;
        var values = new float[Side * Side * slices];
        Parallel.For(0, slices, slice =>
        {
            var plane = Pictures.PictureScaling.Bilinear(densities.AsSpan(slice * rows * columns, rows * columns), columns, rows, Side, Side);
            for (var i = 0; i < plane.Length; i++)
            {
                values[(i * slices) + slice] = Math.Max(plane[i], 0);
            }
        });
        return new DensityField(values, [.. colours.SelectMany(colour => (float[])[colour.X, colour.Y, colour.Z])], Side, Side, slices, 2, top);
    }

    // where light from above is halved, metres above the same in the tile's middle; and how high that is
    private static (Raster Ground, double Middle) Ground(float[] densities, int slices, int rows, int columns, TilePicture tile, Onnx.PanoramaCard space)
    {
        var (thickness, half) = ((space.Top - space.Bottom) / slices, tile.Side / 2);
        var t = tile.Grid.Transform;
        var raster = new Raster(columns, rows, t with { PixelWidth = t.PixelWidth * tile.Grid.Width / columns, PixelHeight = t.PixelHeight * tile.Grid.Height / rows }, tile.Grid.Crs);
        for (var i = 0; i < raster.Values.Length; i++)
        {
            var (slice, passed, step) = (slices - 1, 0.0, 0.0);
            for (; slice > 0 && passed + (step = Math.Max(densities[(slice * rows * columns) + i], 0) * thickness) < Halved; slice--)
            {
                passed += step;
            }

            // the lowest slice is the ground's own
            var part = slice == 0 ? 0 : Math.Clamp((Halved - passed) / step, 0, 1);
            raster.Values[i] = (float)((space.Bottom + ((slice + 1 - part) * thickness)) * half);
        }

        var middle = raster.Sample(tile.Centre.X, tile.Centre.Y);
        for (var i = 0; i < raster.Values.Length; i++)
        {
            raster.Values[i] -= middle;
        }

        return (raster, middle);
    }
}
