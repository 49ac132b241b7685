using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Flight;

/// <summary>A DEM as triangles in glTF's axes: metres, x east, y up, z south, around a local origin.</summary>
/// <param name="Positions">Of every vertex.</param>
/// <param name="Normals">Unit, of every vertex.</param>
/// <param name="TextureCoordinates">0 … 1 from the north-western pixel centre to the south-eastern one.</param>
/// <param name="Indices">Three per triangle, counter-clockwise seen from above.</param>
/// <param name="East">Map x of the origin.</param>
/// <param name="North">Map y of the origin.</param>
/// <param name="Elevation">Elevation of the origin, metres.</param>
public sealed record TerrainMesh(
    IReadOnlyList<Vector3> Positions, IReadOnlyList<Vector3> Normals, IReadOnlyList<Vector2> TextureCoordinates, IReadOnlyList<uint> Indices, double East, double North, double Elevation)
{
    /// <summary>Triangles that any viewer turns smoothly.</summary>
    public const int UsualTriangles = 500_000;

    /// <summary>Every pixel centre becomes a vertex, or every n-th where that were too many; heights are the DEM's own. Ground that is unknown is a hole.</summary>
    /// <param name="dem">Elevations, metres.</param>
    /// <param name="mostTriangles">At most so many, 2 or more.</param>
    /// <param name="origin">Elevation of the origin, metres: the same for all years, so that their models fit into each other; null: the lowest ground.</param>
    /// <exception cref="ArgumentException">Not one square of known ground.</exception>
    public static TerrainMesh Of(Raster dem, int mostTriangles = UsualTriangles, double? origin = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostTriangles, 2);
        var step = 1;
        while (2L * Cells(dem.Width, step) * Cells(dem.Height, step) > mostTriangles)
        {
            step++;
        }

        var (columns, rows) = (Lines(dem.Width, step), Lines(dem.Height, step));
        var (east, north) = dem.Transform.ToMap(dem.Width / 2.0, dem.Height / 2.0);
        var base0 = origin ?? dem.Values.Where(float.IsFinite).DefaultIfEmpty(0).Min();
        var numbers = new int[columns.Length * rows.Length];
        var (positions, normals, coordinates, indices) = (new List<Vector3>(), new List<Vector3>(), new List<Vector2>(), new List<uint>());
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                var height = dem[columns[c], rows[r]];
                if (!float.IsFinite(height))
                {
                    numbers[(r * columns.Length) + c] = -1;
                    continue;
                }

                var (x, y) = dem.Transform.ToMap(columns[c] + 0.5, rows[r] + 0.5);
                numbers[(r * columns.Length) + c] = positions.Count;
                positions.Add(new Vector3((float)(x - east), (float)(height - base0), (float)(north - y)));
                normals.Add(Normal(dem, columns, rows, c, r));
                coordinates.Add(new Vector2((float)columns[c] / Math.Max(dem.Width - 1, 1), (float)rows[r] / Math.Max(dem.Height - 1, 1)));
            }
        }

        for (var r = 0; r + 1 < rows.Length; r++)
        {
            for (var c = 0; c + 1 < columns.Length; c++)
            {
                var at = (r * columns.Length) + c;
                var (northWest, northEast, southWest, southEast) = (numbers[at], numbers[at + 1], numbers[at + columns.Length], numbers[at + columns.Length + 1]);
                if (northWest >= 0 && northEast >= 0 && southWest >= 0 && southEast >= 0)
                {
                    indices.AddRange([(uint)northWest, (uint)southWest, (uint)northEast, (uint)northEast, (uint)southWest, (uint)southEast]);
                }
            }
        }

        return indices.Count > 0 ? new(positions, normals, coordinates, indices, east, north, base0) : throw new ArgumentException("not one square of known ground to make a model of", nameof(dem));
    }

    private static int Cells(int size, int step) => (size - 1 + step - 1) / step;

    // the last pixel always takes part, so that the model reaches as far as the DEM
    private static int[] Lines(int size, int step) => [.. Enumerable.Range(0, Cells(size, step)).Select(k => k * step), size - 1];

    private static Vector3 Normal(Raster dem, int[] columns, int[] rows, int c, int r)
    {
        var east = Slope(columns, c, dem.Transform.PixelWidth, column => dem[column, rows[r]]);
        var south = Slope(rows, r, dem.Transform.PixelHeight, row => dem[columns[c], row]);
        return Vector3.Normalize(new Vector3(-east, 1, -south));
    }

    // between the neighbours that are known
    private static float Slope(int[] lines, int at, double metres, Func<int, float> height)
    {
        var (before, after) = (lines[Math.Max(at - 1, 0)], lines[Math.Min(at + 1, lines.Length - 1)]);
        before = float.IsFinite(height(before)) ? before : lines[at];
        after = float.IsFinite(height(after)) ? after : lines[at];
        return before == after ? 0 : (float)((height(after) - height(before)) / ((after - before) * metres));
    }
}
