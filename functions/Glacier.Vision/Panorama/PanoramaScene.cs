using System.Numerics;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>A satellite tile laid over a DEM, to be looked at from the ground: geometry from the DEM, colours from the tile, light and sky from an illumination.</summary>
public sealed class PanoramaScene : PanoramaGround
{
    private readonly RayCaster _caster;
    private readonly TileAlbedo _albedo;
    private readonly TilePicture _tile;

    /// <summary>Joins tile and DEM.</summary>
    /// <param name="tile">The picture, georeferenced.</param>
    /// <param name="dem">Elevations in the tile's reference system; may reach further than the tile, and should: the skyline is there.</param>
    /// <exception cref="InvalidInputException"><c>no-georeference</c>: the tile lies nowhere; <c>no-overlap</c>: the DEM lies elsewhere.</exception>
    public PanoramaScene(TilePicture tile, Raster dem)
        : base(tile.IsPlaced ? tile : throw NoPlace(tile.File), dem)
    {
        (_caster, _tile) = (Caster, tile);
        _albedo = new TileAlbedo(tile, _caster);
    }

    /// <summary>The sun that the tile was taken under, where its shading tells.</summary>
    public TileSun? TileSun => _albedo.Sun;

    /// <summary>The error of a tile without a place.</summary>
    public static InvalidInputException NoPlace(string file) => new(
        file, "no-georeference", "a picture without position and pixel size", "a georeferenced tile, as the DEM has to lie under it",
        "State its place: gdal_translate -a_srs EPSG:CODE -a_ullr WEST NORTH EAST SOUTH IN OUT.tif.");

    /// <summary>Renders a picture and its depth.</summary>
    /// <param name="camera">Stands above the ground of the DEM.</param>
    /// <param name="illumination">Sun and weather.</param>
    /// <param name="options">Sampling; null for the defaults.</param>
    /// <exception cref="InvalidInputException"><c>camera-outside-dem</c>, <c>camera-below-ground</c>.</exception>
    public PanoramaView Render(PanoramaCamera camera, Illumination illumination, PanoramaOptions? options = null)
    {
        options ??= new PanoramaOptions();
        options.Validate();
        var ground = _caster.Ground(camera.EyeX, camera.EyeY).Z;
        if (!(camera.EyeZ > ground))
        {
            // the same words as for a place asked for
            Stand(camera.EyeX, camera.EyeY, camera.EyeZ - ground);
        }

        var sky = new PanoramaSky(illumination, camera.EyeZ, options.Seed);
        var detail = new GroundDetail(Dem.Transform.PixelWidth, options.Seed);
        var (width, height) = (camera.Width, camera.Height);
        var view = new PanoramaView(camera, new byte[3 * width * height], new float[width * height], new float[width * height]);
        var rays = camera.Rays();
        var source = _caster.From(camera.EyeX, camera.EyeY, camera.EyeZ, camera.Refraction);
        var offsets = options.Offsets;
        // a sample's share of the finer of a pixel's two extents
        var pixel = Math.Min(camera.DegreesPerRow, camera.Projection == PanoramaProjection.Equirectangular ? 360.0 / width : camera.DegreesPerRow) * Math.PI / 180;
        var share = (float)(1.2 * pixel / Math.Sqrt(offsets.Length));
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var at = (row * width) + column;
                var colour = Vector3.Zero;
                foreach (var (across, down) in offsets)
                {
                    var (x, y, z) = rays.Direction(column + across, row + down);
                    var (opacity, distance) = SurfaceDensity.Along(_caster, source, x, y, z, options.BandSamples);
                    var direction = new Vector3((float)x, (float)y, (float)z);
                    if (opacity > 0)
                    {
                        colour += opacity * ToneMapping.Curve(Lit(camera, direction, (x, y), distance, share, sky, detail));
                    }

                    if (opacity < 1)
                    {
                        colour += (1 - opacity) * sky.Shown(direction);
                    }
                }

                ToneMapping.Store(Vector3.Clamp(colour / offsets.Length, Vector3.Zero, Vector3.One), view.Rgb.AsSpan(3 * at, 3));
                var (mx, my, mz) = rays.Direction(column + 0.5, row + 0.5);
                var (seen, depth) = SurfaceDensity.Along(_caster, source, mx, my, mz, options.BandSamples);
                view.Opacity[at] = seen;
                view.Depth[at] = seen >= 0.5f ? (float)depth : float.NaN;
            }
        });
        return view;
    }

    /// <summary>What the render network makes of the known ground: the DEM's geometry and the tile's colours, painted instead of computed.</summary>
    /// <param name="camera">Stands above the ground of the DEM.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="sky">The light.</param>
    /// <returns>The picture; depth and opacity are the DEM's.</returns>
    /// <exception cref="InvalidInputException"><c>network-size</c>: a panorama of sides that the network does not take.</exception>
    public PanoramaView Paint(PanoramaCamera camera, PanoramaNetworks networks, SkyHistogram sky)
    {
        var painted = NetworkPicture.Painted(camera, _tile.File);
        var (width, height, half) = (painted.Width, painted.Height, _tile.Side / 2);
        var volume = new VolumePicture(new float[3 * width * height], new float[width * height], new float[width * height]);
        var metres = new float[width * height];
        var rays = painted.Rays();
        var source = _caster.From(painted.EyeX, painted.EyeY, painted.EyeZ, painted.Refraction);
        var samples = new PanoramaOptions().BandSamples;
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y, z) = rays.Direction(column + 0.5, row + 0.5);
                var (opacity, distance) = SurfaceDensity.Along(_caster, source, x, y, z, samples);
                if (opacity < 0.5f)
                {
                    continue;
                }

                var at = (row * width) + column;
                var colour = Seen(painted.EyeX + (distance * x), painted.EyeY + (distance * y), distance);
                (volume.Rgb[3 * at], volume.Rgb[(3 * at) + 1], volume.Rgb[(3 * at) + 2]) = (colour.X, colour.Y, colour.Z);
                // in training the ground ends with the tile: what is farther is as far as can be
                (volume.Opacity[at], volume.Depth[at], metres[at]) = (1, (float)Math.Min(distance / half, networks.Space.RayLength), (float)distance);
            }
        });
        return NetworkPicture.Cut(networks.Paint(volume, width, height, sky), volume.Opacity, metres, painted, camera);
    }

    // display value of the tile as it was taken; beyond it, of what it shows at the same height and slope
    private Vector3 Seen(double x, double y, double distance)
    {
        var (column, row) = _tile.Grid.Transform.ToPixel(x, y);
        Vector3 colour;
        if (column >= 0 && row >= 0 && column <= _tile.Grid.Width && row <= _tile.Grid.Height)
        {
            var (width, height) = (_tile.Grid.Width, _tile.Grid.Height);
            var (u, v) = (Math.Clamp(column - 0.5, 0, width - 1), Math.Clamp(row - 0.5, 0, height - 1));
            var (c, r) = (Math.Min((int)u, Math.Max(width - 2, 0)), Math.Min((int)v, Math.Max(height - 2, 0)));
            var i = (r * width) + c;
            var below = i + (height > 1 ? width : 0);
            var right = width > 1 ? 1 : 0;
            colour = Vector3.Lerp(
                Vector3.Lerp(_tile.Colours[i], _tile.Colours[i + right], (float)(u - c)), Vector3.Lerp(_tile.Colours[below], _tile.Colours[below + right], (float)(u - c)), (float)(v - r));
        }
        else
        {
            colour = new Vector3(float.NaN);
        }

        if (float.IsNaN(colour.X))
        {
            var (z, normal) = Smooth(x, y);
            var slope = MathF.Sqrt(MathF.Max(0, 1 - (normal.Z * normal.Z))) / MathF.Max(normal.Z, 0.05f);
            colour = _albedo.At(x, y, (float)z, slope, (float)(distance * 0.01), 0);
        }

        colour = Vector3.Clamp(colour, Vector3.Zero, Vector3.One);
        return new((float)Srgb.Display(colour.X), (float)Srgb.Display(colour.Y), (float)Srgb.Display(colour.Z));
    }

    private Vector3 Lit(PanoramaCamera camera, Vector3 direction, (double X, double Y) heading, double distance, float share, PanoramaSky sky, GroundDetail detail)
    {
        var (x, y) = (camera.EyeX + (distance * heading.X), camera.EyeY + (distance * heading.Y));
        var (z, normal) = Smooth(x, y);
        var footprint = (float)distance * share / MathF.Sqrt(MathF.Max(0.06f, MathF.Abs(Vector3.Dot(normal, direction))));
        var t = _tile.Grid.Transform;
        // a block every few kilometres would do for float; the tile's corner keeps millimetres over all that one sees sharply
        var place = new Vector3((float)(x - t.West), (float)(y - t.North), (float)z);
        var broad = detail.Broad(place, footprint);
        var jitter = (float)t.PixelWidth * 0.45f * detail.Fine(place * (4.5f / (float)(2 * t.PixelWidth)), 0);
        var slope = MathF.Sqrt(MathF.Max(0, 1 - (normal.Z * normal.Z))) / MathF.Max(normal.Z, 0.05f);
        var albedo = _albedo.At(x + jitter, y - jitter, (float)z, slope, footprint, broad);
        var point = detail.At(place, normal, albedo, footprint);
        var facing = Vector3.Dot(point.Normal, sky.Sun);
        var wrapped = MathF.Max(0, (facing + (0.3f * point.Soft)) / (1 + (0.3f * point.Soft)));
        var sun = 0f;
        if (wrapped > 0 && sky.SunLight.X > 0.001f && sky.Sun.Z > 0)
        {
            var lift = (0.004 * Dem.Transform.PixelWidth) + (0.0005 * distance) + 0.02;
            var away = _caster.From(x, y, z + lift, null);
            sun = double.IsNaN(_caster.Distance(away, sky.Sun.X, sky.Sun.Y, sky.Sun.Z, 0.15 * Dem.Transform.PixelWidth)) ? wrapped : 0;
        }

        var open = point.Open * (0.55f + (0.45f * normal.Z));
        var bounced = albedo * sky.SunLight * (0.10f * (1 - (0.8f * normal.Z)) + 0.02f);
        var light = point.Albedo * ((sky.SunLight * sun) + (sky.SkyLight * open * (0.6f + (0.4f * point.Normal.Z))) + bounced) * (1 / MathF.PI);
        return sky.Through(light, direction, (float)distance, (float)((z + camera.EyeZ) / 2));
    }

    // elevation of the surface, and a normal that varies smoothly across its cells
    private (double Z, Vector3 Normal) Smooth(double x, double y)
    {
        var (z, eastSlope, northSlope) = _caster.Ground(x, y);
        var (dx, dy) = (0.75 * Dem.Transform.PixelWidth, 0.75 * Dem.Transform.PixelHeight);
        var east = (_caster.Ground(x + dx, y).Z - _caster.Ground(x - dx, y).Z) / (2 * dx);
        var north = (_caster.Ground(x, y + dy).Z - _caster.Ground(x, y - dy).Z) / (2 * dy);
        var (e, n) = (double.IsFinite(east) ? east : eastSlope, double.IsFinite(north) ? north : northSlope);
        return double.IsFinite(e + n) ? (z, Vector3.Normalize(new Vector3(-(float)e, -(float)n, 1))) : (double.IsFinite(z) ? z : 0, Vector3.UnitZ);
    }
}
