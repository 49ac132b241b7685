using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Vision.Outlines.Evaluation;

namespace Glacier.Training.Data.Outlines;

/// <summary>Opens the folders and simulated scenes that a configuration names.</summary>
public static class OutlineSources
{
    /// <summary>Reads every tile of the training and validation parts into memory and makes the simulated scenes; tiles of the test part are not opened.</summary>
    /// <param name="configuration">The experiment.</param>
    /// <param name="root">Folder that the configuration's folders are below.</param>
    /// <param name="report">Told of tiles left out and of the simulation.</param>
    /// <param name="stop">Stops between tiles.</param>
    /// <exception cref="InvalidInputException">A folder is absent or holds no tile that can be used.</exception>
    public static OutlineData Open(OutlineConfiguration configuration, string root, Action<string> report, CancellationToken stop)
    {
        var sources = new List<(IReadOnlyList<LabelledScene> Scenes, double Weight)>();
        var validation = new List<LabelledScene>();
        foreach (var folder in configuration.Data.Folders)
        {
            var train = new List<LabelledScene>();
            foreach (var tile in Tiles(root, folder).Where(tile => tile.Part is OutlinePart.Train or OutlinePart.Validation))
            {
                stop.ThrowIfCancellationRequested();
                try
                {
                    (tile.Part == OutlinePart.Train ? train : validation).Add(Read(tile, configuration.Data.Channels, folder.Region));
                }
                catch (InvalidInputException broken)
                {
                    // one bad tile of hundreds is named and left out
                    report(broken.Message);
                }
            }

            sources.Add((train, folder.Weight));
        }

        if (configuration.Data.Simulated is { } simulated)
        {
            report($"simulating {simulated.Scenes} scenes");
            sources.Add((SimulatedScenes.Make(simulated.Scenes, _ => stop.ThrowIfCancellationRequested()), simulated.Weight));
        }

        return new OutlineData(configuration.Data, configuration.Networks.Location, sources, Spread(validation), configuration.Seed);
    }

    /// <summary>The tiles of a folder with their parts.</summary>
    /// <exception cref="InvalidInputException">It is absent or empty.</exception>
    public static IReadOnlyList<OutlineTile> Tiles(string root, TileFolder folder)
    {
        var path = Path.Combine(root, folder.Path);
        return Directory.Exists(Path.Combine(path, "images"))
            ? OutlineTile.List(path, new OutlineSplit(folder.West, folder.East), folder.Within is null ? null : ReferenceArea.Open(folder.Within))
            : throw new InvalidInputException(folder.Path, "no-tiles", "no folder images in it", "images/NAME.tif and masks/NAME.tif", "Correct data.folders, or name another --data.");
    }

    /// <summary>Reads a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="channels">Channels wanted; those that it lacks are left out.</param>
    /// <param name="region">Its region; null: unknown.</param>
    /// <exception cref="InvalidInputException">Its image or mask breaks a rule.</exception>
    public static LabelledScene Read(OutlineTile tile, IReadOnlyList<string> channels, string? region)
    {
        var (grid, labels, read) = (tile.Grid, tile.ReadLabels(), tile.ReadChannels(channels).Channels);
        var (x, y) = grid.Transform.ToMap(grid.Width / 2.0, grid.Height / 2.0);
        var (longitude, latitude) = grid.Crs.ToWgs84(x, y);
        var present = channels.Where(read.ContainsKey).ToArray();
        return new LabelledScene(tile.Name, grid.Width, grid.Height, present, [.. present.Select(channel => read[channel])], labels, region, latitude, longitude);
    }

    // by a hash of the name: the first few stand for all
    private static List<LabelledScene> Spread(IEnumerable<LabelledScene> scenes) => [.. scenes.OrderBy(scene => PictureCacheWriter.Position(scene.Name + "#"))];
}
