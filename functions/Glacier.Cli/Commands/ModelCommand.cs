using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Pipeline.Flights;
using Glacier.Terrain.Flight;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier model DEM…</c>: the terrain as a 3D model per survey, which Blender and web viewers open.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        var triangles = new Option<int>("--triangles") { Description = "At most so many triangles.", HelpName = "N", DefaultValueFactory = _ => TerrainMesh.UsualTriangles };
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("model", "The terrain as a textured 3D model per survey (glTF binary): model_YEAR.glb.") { triangles, output, json };
        var input = new SeriesOptions(command, "all: a model of every survey; Y,Y,…: of these years.");
        command.SetAction(parsed =>
        {
            var most = parsed.GetValue(triangles) is >= 2 and <= 20_000_000 and var n ? n : throw new UsageException("--triangles: expected 2 to 20000000");
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), [], input.Paths(parsed));
            var (series, year, title, attribution) = input.Read(parsed);
            var files = Write(folder, series, year, title, attribution, most);
            Report.Write(parsed.GetValue(json), new { folder, files }, [("models", string.Join(", ", files.Select(file => Path.Combine(Report.FileName(folder), file))))]);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Writes the models.</summary>
    /// <returns>Names of the files.</returns>
    public static IReadOnlyList<string> Write(string folder, SurfaceSeries series, double? year, string title, string attribution, int mostTriangles = TerrainMesh.UsualTriangles)
    {
        var wanted = Enumerable.Range(0, series.Surveys.Count).Where(k => year is null || series.Years[k] == year).ToList();
        return LongWork.Run("modelling", progress =>
        {
            var files = new List<string>();
            foreach (var survey in wanted)
            {
                files.Add(TerrainModel.FileOf(series.Surveys[survey].Epoch));
                TerrainModel.Write(Path.Combine(folder, files[^1]), series, survey, title, attribution, mostTriangles);
                progress.Report((double)files.Count / wanted.Count);
            }

            return files;
        });
    }
}
