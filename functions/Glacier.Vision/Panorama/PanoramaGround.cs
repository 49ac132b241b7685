using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>A tile and the heights of its ground: where one can stand and which way one can fly.</summary>
public class PanoramaGround
{
    /// <summary>Joins tile and heights.</summary>
    /// <param name="tile">The picture.</param>
    /// <param name="dem">Elevations in the tile's map coordinates; may reach further than the tile.</param>
    /// <exception cref="InvalidInputException"><c>no-overlap</c>: the elevations lie elsewhere.</exception>
    protected PanoramaGround(TilePicture tile, Raster dem)
    {
        (Tile, Caster, Warnings) = (tile, new RayCaster(dem), tile.Warnings);
        var known = 0;
        for (var k = 0; k < 64; k++)
        {
            var (x, y) = tile.Grid.Transform.ToMap((k % 8 + 0.5) * tile.Grid.Width / 8, (k / 8 + 0.5) * tile.Grid.Height / 8);
            known += double.IsFinite(Caster.Ground(x, y).Z) ? 1 : 0;
        }

        if (known == 0)
        {
            throw new InvalidInputException(
                tile.File, "no-overlap", "no elevation of the DEM within the tile", "a tile and a DEM of the same place", "Check the reference systems and corners of both.");
        }
    }

    /// <summary>The tile.</summary>
    public TilePicture Tile { get; }

    /// <summary>Its ground, and what lies around it.</summary>
    public Raster Dem => Caster.Dem;

    /// <summary>Name and version of the network that guessed the ground; null: it is a DEM's.</summary>
    public string? Guesser { get; init; }

    /// <summary>What had to be assumed.</summary>
    public IReadOnlyList<string> Warnings { get; init; }

    internal RayCaster Caster { get; }

    /// <summary>How a picture of this ground came about.</summary>
    /// <param name="painter">What painted it; null: light and texture were computed.</param>
    public string Method(PanoramaNetworks? painter = null) =>
        (Guesser is null ? "geometry from DEM" : $"geometry guessed by {Guesser}") + (painter is null ? "" : $", painted by {painter.Painter}");

    /// <summary>Elevation of an eye at a place.</summary>
    /// <param name="x">Map x, metres.</param>
    /// <param name="y">Map y, metres.</param>
    /// <param name="height">Metres above the ground.</param>
    /// <exception cref="InvalidInputException"><c>camera-outside-tile</c>, <c>camera-outside-dem</c>, <c>camera-below-ground</c>.</exception>
    public double Stand(double x, double y, double height)
    {
        if (!Tile.Contains(x, y))
        {
            var t = Tile.Grid.Transform;
            var (east, south) = t.ToMap(Tile.Grid.Width, Tile.Grid.Height);
            throw new InvalidInputException(
                Tile.File, "camera-outside-tile", FormattableString.Invariant($"a camera at {x:0.##}, {y:0.##}"),
                FormattableString.Invariant($"x {t.West:0.##} to {east:0.##}, y {south:0.##} to {t.North:0.##}"), "Choose a place on the tile (--at X,Y in its reference system).");
        }

        var ground = Caster.Ground(x, y).Z;
        if (!double.IsFinite(ground))
        {
            throw new InvalidInputException(
                Tile.File, "camera-outside-dem", FormattableString.Invariant($"no elevation at {x:0.##}, {y:0.##}"), "an elevation below the camera", "Choose another place, or a DEM that covers it.");
        }

        return height > 0 ? ground + height : throw new InvalidInputException(
            Tile.File, "camera-below-ground", FormattableString.Invariant($"a camera {-height:0.##} m below the ground"), "an eye above the ground", "Raise it: --height 2.");
    }
}
