using Glacier.Terrain;
using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Arguments;

/// <summary>Dated DEMs of one glacier on one grid, aligned, with the ice of every date.</summary>
internal static class DemSeries
{
    /// <summary>Help of the option for outlines.</summary>
    public const string OutlineHelp =
        "Outline, once per date: GeoPackage, GeoJSON, shapefile or 0/1 raster. The date is in its name or follows an @; without a date it holds for the latest DEM. Without any outline, ice is found from the elevation change.";

    /// <summary>Files with their dates, oldest first.</summary>
    /// <exception cref="InvalidInputException">A file without a date, or two of one date.</exception>
    public static IReadOnlyList<(string Path, Epoch Epoch)> Dated(IEnumerable<string> paths, DemReadOptions reading)
    {
        var files = paths.Select(path => (Path: path, Epoch: DemReader.Inspect(path, reading with { RequireEpoch = true }).Epoch!.Value)).OrderBy(file => file.Epoch).ToList();
        foreach (var (earlier, later) in files.Zip(files.Skip(1)).Where(pair => pair.First.Epoch == pair.Second.Epoch))
        {
            throw new InvalidInputException(
                Path.GetFileName(later.Path), "same-date-twice", $"{later.Epoch}, as '{Path.GetFileName(earlier.Path)}' has", "one DEM per date", "Leave one of the two out.");
        }

        return files;
    }

    /// <summary>Outlines as masks on a grid; one without a date holds for the latest DEM.</summary>
    public static IReadOnlyList<KnownIce> Outlines(IEnumerable<string> texts, Grid grid, Epoch latest) =>
        [.. texts.Select(text => (Text: text, Dated: DatedOutline.Read("--outline", text, grid))).Select(given => new KnownIce(given.Dated.Epoch ?? latest, IceArgument.Mask(given.Text, given.Dated.Outline, grid)))];

    /// <summary>Reads the DEMs onto the reference's grid, aligns them where asked, and finds the ice of every date.</summary>
    /// <param name="files">Files with their dates.</param>
    /// <param name="reference">Gives the grid; the others are aligned to it.</param>
    /// <param name="known">Outlines on its grid.</param>
    /// <param name="align">False trusts the DEMs' registration.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="progress">Receives the part done, 0 to 1.</param>
    public static IReadOnlyList<DatedDem> Read(
        IReadOnlyList<(string Path, Epoch Epoch)> files, Raster reference, IReadOnlyList<KnownIce> known, bool align, DemReadOptions reading, Action<double> progress)
    {
        // alignment needs ground that is ice at no time: the largest extent known
        var everIce = new bool[reference.Values.Length];
        foreach (var mask in known)
        {
            for (var i = 0; i < everIce.Length; i++)
            {
                everIce[i] |= mask.Ice[i];
            }
        }

        var surveys = new List<(Epoch Epoch, Raster Dem)>();
        var ground = new Dictionary<Epoch, (DifferenceStatistics Statistics, bool Aligned)>();
        foreach (var (path, epoch) in files)
        {
            var dem = DemArgument.ReadOnto(path, reference.Grid, reading);
            if (align)
            {
                var result = NuthKaab.Align(reference, dem, StableGround.Mask(reference, dem, everIce));
                ground[epoch] = (result.After, result.Improved || result.Before.Nmad == 0);
                dem = result.Aligned;
            }

            surveys.Add((epoch, dem));
            progress((double)surveys.Count / files.Count);
        }

        return [.. IceExtent.Series(surveys, known)
            .Select(survey => ground.TryGetValue(survey.Epoch, out var found) ? survey with { StableGround = found.Statistics, Coregistered = found.Aligned } : survey)];
    }
}
