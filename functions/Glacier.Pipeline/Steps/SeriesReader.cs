using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;

namespace Glacier.Pipeline.Steps;

/// <summary>The aligned DEMs of a glacier with their ice, for the steps that look at the whole series.</summary>
public static class SeriesReader
{
    /// <summary>Reads them, oldest first.</summary>
    /// <exception cref="FileNotFoundException">A step before was not done.</exception>
    public static async Task<IReadOnlyList<DatedDem>> ReadAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<Series>(glacier, "series.json", cancellation);
        var sources = (await bench.ReadProductAsync<IReadOnlyList<IceSource>>(glacier, "ice.json", cancellation)).ToDictionary(source => source.Epoch);
        var dated = new List<DatedDem>();
        foreach (var survey in series.Surveys)
        {
            var alignment = await bench.Stores.ReadJsonAsync<Alignment>(BlobNames.Product(glacier, CoregisterStep.Statistics(survey.Epoch)), cancellation);
            dated.Add(new DatedDem(
                survey.Epoch,
                await bench.ReadRasterAsync(glacier, CoregisterStep.Dem(survey.Epoch), cancellation),
                await bench.ReadMaskAsync(glacier, OutlineStep.Ice(survey.Epoch), series.Grid, cancellation),
                survey.Epoch == series.Reference ? null : alignment?.After,
                sources[survey.Epoch].Source,
                survey.Epoch == series.Reference || alignment?.Improved != false || alignment.Before.Nmad <= alignment.After.Nmad));
        }

        return dated;
    }
}
