using System.CommandLine;
using Glacier.Cli.Commands;
using Glacier.Cli.Output;
using Glacier.Terrain;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Arguments;

/// <summary>A series that commands on its surface at any time are given.</summary>
/// <param name="Series">The surveys on one grid.</param>
/// <param name="Year">The one time asked for; null: all.</param>
/// <param name="Title">The glacier's name.</param>
/// <param name="Attribution">Whose data it is.</param>
internal sealed record GivenSeries(SurfaceSeries Series, double? Year, string Title, string Attribution);

/// <summary>The arguments of commands that take dated DEMs of one glacier as a surface in time.</summary>
internal sealed class SeriesOptions
{
    private readonly Argument<FileInfo[]> _dems = new("DEM") { Description = "Dated DEMs of one glacier, one or more.", Arity = new ArgumentArity(1, 1000) };
    private readonly Option<string> _years;
    private readonly Option<string[]> _outlines = new("--outline") { Description = DemSeries.OutlineHelp, HelpName = "VECTOR[@DATE]", AllowMultipleArgumentsPerToken = true };
    private readonly Option<FileInfo?> _reference = new("--reference") { Description = "DEM that gives the grid and that the others are aligned to. Default: the latest.", HelpName = "DEM" };
    private readonly Option<bool> _keep = new("--no-align") { Description = "Trust the DEMs' registration." };
    private readonly Option<string?> _name = new("--name") { Description = "The glacier's name. Default: from the files' names." };
    private readonly Option<string> _source = new("--attribution") { Description = "Whose data it is.", DefaultValueFactory = _ => "Source of the elevation models: not stated" };
    private readonly Option<string?> _unit = CommonOptions.VerticalUnit();

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="years">Help of <c>--years</c>.</param>
    public SeriesOptions(Command command, string years)
    {
        _years = new("--years") { Description = years, HelpName = "all|Y[,Y]", DefaultValueFactory = _ => "all" };
        command.Add(_dems);
        foreach (var option in (Option[])[_years, _outlines, _reference, _keep, _name, _source, _unit])
        {
            command.Add(option);
        }
    }

    /// <summary>Full paths of the DEMs.</summary>
    /// <exception cref="UsageException">One is not there.</exception>
    public IReadOnlyList<string> Paths(ParseResult parsed) => [.. parsed.GetRequiredValue(_dems).Select(file => CommonOptions.Existing("DEM", file))];

    /// <summary>Reads the DEMs onto one grid, aligns them, finds their ice.</summary>
    /// <exception cref="UsageException">Years that are not there.</exception>
    /// <exception cref="InvalidInputException">A file breaks a rule; <c>year-without-ice</c>.</exception>
    public GivenSeries Read(ParseResult parsed)
    {
        var reference = parsed.GetValue(_reference) is { } file ? CommonOptions.Existing("--reference", file) : null;
        var reading = CommonOptions.Reading(parsed.GetValue(_unit));
        var all = DemSeries.Dated(Paths(parsed), reading);
        var (files, year) = Chosen(all, parsed.GetRequiredValue(_years));
        var fixedDem = DemReader.Read(reference ?? files[^1].Path, reading);
        var known = DemSeries.Outlines(parsed.GetValue(_outlines) ?? [], fixedDem.Grid, files[^1].Epoch);
        var series = LongWork.Run(
            "reading", progress => new SurfaceSeries(DemSeries.Read(files, fixedDem, known, (files.Count > 1 || reference is not null) && !parsed.GetValue(_keep), reading, progress.Report)));
        DemandIce(series);
        return new(series, year is { } said ? FlightPlanner.DecimalYear(said, series) : null, parsed.GetValue(_name) ?? NameOf(files), parsed.GetRequiredValue(_source));
    }

    // a survey without ice among others with ice would show the glacier gone that year
    private static void DemandIce(SurfaceSeries series)
    {
        if (!series.EverIce.Contains(true))
        {
            Console.Error.WriteLine("glacier: warning: no ice is known: the ground is shown bare; give --outline, or more years, from whose change it is found");
            return;
        }

        if (series.Surveys.FirstOrDefault(survey => !survey.Ice.Contains(true)) is { } bare)
        {
            throw new InvalidInputException(
                bare.Epoch.ToString(), "year-without-ice", $"no ice in {bare.Epoch}, but in other years", "ice in every year shown", $"Give that year's outline (--outline FILE@{bare.Epoch}), or leave the year out (--years).");
        }
    }

    private static (IReadOnlyList<(string Path, Epoch Epoch)> Files, double? Year) Chosen(IReadOnlyList<(string Path, Epoch Epoch)> files, string years)
    {
        if (years == "all")
        {
            return (files, null);
        }

        var wanted = years.Split(',', StringSplitOptions.TrimEntries).Select(text => int.TryParse(text, out var year) ? year : throw new UsageException($"--years: found '{years}'; expected all, a year, or years with commas")).ToList();
        var missing = wanted.Where(year => !files.Any(file => file.Epoch.Year == year)).ToList();
        if (missing.Count > 0)
        {
            throw new UsageException($"--years: no DEM of {string.Join(", ", missing)}; there are {string.Join(", ", files.Select(file => file.Epoch))}");
        }

        // one year: the others still tell where the ice was and what may be lent to voids
        return wanted.Count == 1 ? (files, wanted[0]) : ([.. files.Where(file => wanted.Contains(file.Epoch.Year))], null);
    }

    private static string NameOf(IReadOnlyList<(string Path, Epoch Epoch)> files)
    {
        var stems = files.Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToList();
        var shared = stems[0].TakeWhile((letter, k) => !char.IsAsciiDigit(letter) && stems.TrueForAll(stem => k < stem.Length && stem[k] == letter)).Count();
        var name = stems[0][..shared].Trim('_', '-', ' ', '.').Replace('_', ' ');
        return name.Length == 0 ? stems[0] : name;
    }
}
