using System.Text;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;

namespace Glacier.Functions.Tests.Faults;

/// <summary>A small simulated series as files in memory, quick to work through.</summary>
internal static class SmallSeries
{
    private static readonly Lazy<IReadOnlyList<SimulatedYear>> _years = new(() =>
        GlacierSimulation.Run(new SimulationOptions([.. Enumerable.Range(0, 10).Select(k => 1930 + (10 * k))], Size: 64, CellSize: 100)).Years);

    /// <summary>Small pictures, so that rendering takes little of a test's time.</summary>
    public static (string Name, byte[] Content) Settings { get; } = With("""{ "width": 64, "frames": 0 }""");

    /// <summary>The same with these wishes for panoramas.</summary>
    public static (string Name, byte[] Content) With(string panorama) => ("glacier.json", Encoding.UTF8.GetBytes($$"""{ "size": [160, 90], "panorama": {{panorama}} }"""));

    /// <summary>Dated DEMs spread evenly over ninety years, so that the ice is seen to melt, raised by some metres so that two glaciers need not share content.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Dems(int count, float raised = 0)
    {
        var folder = Directory.CreateTempSubdirectory("small-series-").FullName;
        try
        {
            var files = new List<(string, byte[])>();
            foreach (var year in Enumerable.Range(0, count).Select(k => _years.Value[count == 1 ? 0 : k * (_years.Value.Count - 1) / (count - 1)]))
            {
                var path = Path.Combine(folder, $"small_{year.Year}.09.01.tif");
                Cog.Write(path, year.Surface.With(Array.ConvertAll(year.Surface.Values, z => z + raised)), year.Epoch);
                files.Add((Path.GetFileName(path), File.ReadAllBytes(path)));
            }

            return files;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
