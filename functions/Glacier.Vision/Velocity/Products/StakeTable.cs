using System.Globalization;
using System.Text;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Products;

/// <summary>A stake with a measured speed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="X">Map x on the scenes' grid.</param>
/// <param name="Y">Map y.</param>
/// <param name="Measured">Speed, metres per year.</param>
public sealed record Stake(string Name, double X, double Y, double Measured);

/// <summary>Velocities measured on stakes beside those of the maps.</summary>
public static class StakeTable
{
    /// <summary>Reads stakes from CSV with a header: <c>name</c>, <c>x,y</c> in map coordinates or <c>lon,lat</c>, and <c>v</c> or <c>vx,vy</c> in metres per year.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="grid">Grid of the scenes.</param>
    /// <exception cref="InvalidInputException"><c>not-stakes</c>: a column is missing or a field is no number.</exception>
    public static IReadOnlyList<Stake> Read(string path, Grid grid)
    {
        var file = Path.GetFileName(path);
        var lines = File.ReadAllLines(path).Where(line => line.Trim().Length > 0).ToList();
        var header = lines.Count == 0 ? [] : lines[0].Split(',').Select(name => name.Trim().ToLowerInvariant()).ToList();
        var geographic = header.Contains("lon") && header.Contains("lat");
        var components = header.Contains("vx") && header.Contains("vy");
        if ((!geographic && !(header.Contains("x") && header.Contains("y"))) || (!components && !header.Contains("v")))
        {
            throw NotStakes(lines.Count == 0 ? "an empty file" : $"the header '{lines[0]}'");
        }

        var stakes = new List<Stake>();
        foreach (var (line, number) in lines.Skip(1).Select((line, k) => (line, k + 2)))
        {
            var fields = line.Split(',');
            var (x, y) = geographic ? grid.Crs.FromWgs84(Field("lon"), Field("lat")) : (Field("x"), Field("y"));
            var measured = components ? Math.Sqrt(Math.Pow(Field("vx"), 2) + Math.Pow(Field("vy"), 2)) : Field("v");
            var name = header.IndexOf("name") is >= 0 and var at && at < fields.Length ? fields[at].Trim() : (number - 1).ToString(CultureInfo.InvariantCulture);
            stakes.Add(new Stake(name, x, y, measured));

            double Field(string column)
            {
                var index = header.IndexOf(column);
                return index < fields.Length && double.TryParse(fields[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? value : throw NotStakes($"no number for {column} in line {number}");
            }
        }

        return stakes;

        InvalidInputException NotStakes(string found) => new(
            file, "not-stakes", found, "CSV with the columns name, x, y (or lon, lat) and v (or vx, vy) in m/yr", "Write decimals with a point and one stake per line.");
    }

    /// <summary>Writes <c>name,x,y,measured</c> and for each map <c>NAME,difference_NAME,error_NAME</c>, metres per year; empty fields where unknown.</summary>
    public static void Write(string path, IReadOnlyList<Stake> stakes, IReadOnlyList<(string Method, VelocityMap Map)> maps)
    {
        var text = new StringBuilder("name,x,y,measured");
        foreach (var (method, _) in maps)
        {
            text.Append(CultureInfo.InvariantCulture, $",{method},difference_{method},error_{method}");
        }

        text.Append('\n');
        var rasters = maps.Select(m => (Speed: VelocityProfile.Raster(m.Map, m.Map.V), Error: VelocityProfile.Raster(m.Map, m.Map.VError))).ToList();
        foreach (var stake in stakes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{stake.Name},{stake.X:0.##},{stake.Y:0.##},{stake.Measured:0.###}");
            foreach (var (speed, error) in rasters)
            {
                var value = speed.Sample(stake.X, stake.Y);
                text.Append(',').Append(Number(value)).Append(',').Append(Number((float)(value - stake.Measured))).Append(',').Append(Number(error.Sample(stake.X, stake.Y)));
            }

            text.Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    private static string Number(float value) => float.IsFinite(value) ? value.ToString("0.###", CultureInfo.InvariantCulture) : "";
}
