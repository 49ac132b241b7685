using System.Globalization;
using System.Text;
using Glacier.Terrain.Change;

namespace Glacier.Vision.Velocity.Products;

/// <summary>Velocities along a line as CSV.</summary>
public static class VelocityProfile
{
    /// <summary>Writes <c>distance_m,x,y</c> and for each map <c>v_NAME,vx_NAME,vy_NAME,v_error_NAME</c>, at steps of one pixel; empty fields where unknown.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="line">Vertices in map coordinates, upstream first; with fewer than two only the header is written.</param>
    /// <param name="maps">Names of methods and their maps, on one grid.</param>
    public static void Write(string path, IReadOnlyList<(double X, double Y)> line, IReadOnlyList<(string Method, VelocityMap Map)> maps)
    {
        var text = new StringBuilder("distance_m,x,y");
        foreach (var (method, _) in maps)
        {
            text.Append(CultureInfo.InvariantCulture, $",v_{method},vx_{method},vy_{method},v_error_{method}");
        }

        text.Append('\n');
        if (line.Count > 1)
        {
            var points = CentreLine.Resample(line, maps[0].Map.Grid.Transform.PixelWidth);
            var rasters = maps.Select(m => ((float[][])[m.Map.V, m.Map.Vx, m.Map.Vy, m.Map.VError]).Select(values => Raster(m.Map, values)).ToList()).ToList();
            for (var k = 0; k < points.X.Count; k++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{points.Distance[k]:0.##},{points.X[k]:0.##},{points.Y[k]:0.##}");
                foreach (var raster in rasters.SelectMany(r => r))
                {
                    var value = raster.Sample(points.X[k], points.Y[k]);
                    text.Append(',').Append(float.IsFinite(value) ? value.ToString("0.###", CultureInfo.InvariantCulture) : "");
                }

                text.Append('\n');
            }
        }

        File.WriteAllText(path, text.ToString());
    }

    internal static Terrain.Rasters.Raster Raster(VelocityMap map, float[] values) => new(map.Grid.Width, map.Grid.Height, map.Grid.Transform, map.Grid.Crs, values);
}
