using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Steps.Flights;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Steps.Panorama;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Change;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>Gathers what the gallery page of a glacier shows from its products.</summary>
internal static class PageMaker
{
    public static async Task<GlacierPage> MakeAsync(Workbench bench, Inventory inventory, Dictionary<string, StepOutput> products, bool catalogued, CancellationToken cancellation)
    {
        var glacier = inventory.Glacier;
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var quarantined = await QuarantineRecords.ListAsync(bench.Stores, glacier.Value, cancellation);
        var grid = inventory.Surveys?.Grid ?? inventory.Velocity?.Grid ?? inventory.Scenes?.Scenes[0].Grid;
        var page = new GlacierPage
        {
            Id = glacier.Value,
            Name = settings.Name ?? glacier.DisplayName,
            Place = grid is null ? null : Place(grid),
            Epochs = [],
            Flights = FlightPage.Make(inventory, products),
            Outlines = await OutlinePage.MakeAsync(bench, inventory, products, cancellation),
            Velocity = await VelocityPage.MakeAsync(bench, inventory, products, cancellation),
            Panorama = PanoramaPage.Make(inventory, products),
            Downloads = [.. products.Values.Where(IsOffered).OrderBy(output => output.Name, StringComparer.Ordinal).Select(Download)],
            Quarantined = [.. quarantined.Select(reason => new PageQuarantine(reason.File, reason.Rule, reason.Found, reason.Expected, reason.HowToFix))],
            Methods = [.. inventory.Surveys is null ? [] : MethodNotes.OfSurveys, .. inventory.Velocity is null ? [] : MethodNotes.OfVelocity, .. inventory.Panorama?.Camera is null ? [] : MethodNotes.OfPanorama],
            Attribution = settings.Attribution ?? (inventory.Surveys is null ? "Source of the satellite images: not stated" : "Source of the elevation models: not stated"),
            ReferenceSystem = grid is null || grid.Crs.Wkt.Length == 0 ? null : grid.Crs.Epsg is { } code ? $"EPSG:{code}" : grid.Crs.Name,
            Stac = catalogued ? "stac/collection.json" : null,
        };
        return inventory.Surveys is { } series ? await WithSurveysAsync(bench, page, series, products, cancellation) : page;
    }

    /// <summary>A product as the page offers it.</summary>
    internal static PageDownload Download(StepOutput output) => new(output.Name, ProductTitles.Of(output.Name), Format(output.Name), output.Bytes, output.Sha256);

    private static async Task<GlacierPage> WithSurveysAsync(Workbench bench, GlacierPage page, Series series, Dictionary<string, StepOutput> products, CancellationToken cancellation)
    {
        var plan = await bench.ReadProductAsync<Plan>(series.Glacier, "plan.json", cancellation);
        var recession = products.ContainsKey("recession.json")
            ? Recession.FromJson(System.Text.Encoding.UTF8.GetString(await bench.Stores.ReadAsync(BlobNames.Product(series.Glacier, "recession.json"), cancellation))) : null;
        return page with
        {
            Epochs = await EpochsAsync(bench, series, plan, products, recession, cancellation),
            Styles = [.. plan.Styles.Select(style => new PageChoice(style, Title(style)))],
            Views = [.. plan.Views.Select(view => new PageChoice(view.Name, Title(view.Name)))],
            Films = series.Surveys.Count < 2 ? [] : [.. Films(plan, products)],
            Overall = recession is null ? null : Interval(recession.Overall),
            Intervals = recession is null ? [] : [.. recession.Intervals.Select(Interval)],
            Profile = await ProfileAsync(bench, series, plan, recession, cancellation),
            Hypsometry = recession is null ? [] : [.. recession.Overall.Hypsometry.Select(bin => new PageHypsometryBin(bin.Bottom, bin.Top, bin.Area * 1e6, bin.MeanRate))],
            Maps = products.ContainsKey("maps.json") ? await bench.ReadProductAsync<IReadOnlyList<PageMap>>(series.Glacier, "maps.json", cancellation) : [],
            Remarks = recession is null ? [] : recession.QualityFlags,
            Citations = recession is null ? [] : [.. recession.Formulas.Select(formula => $"{formula.Key}: {formula.Value}")],
        };
    }

    private static async Task<IReadOnlyList<PageEpoch>> EpochsAsync(
        Workbench bench, Series series, Plan plan, Dictionary<string, StepOutput> products, Recession? recession, CancellationToken cancellation)
    {
        var epochs = new List<PageEpoch>();
        foreach (var survey in series.Surveys)
        {
            var pictures = plan.Views.SelectMany(view => plan.Styles.Select(style => (View: view, Style: style)))
                .Select(each => (each.View, each.Style, Path: $"{BlobNames.ViewFolder(survey.Epoch, each.View.Name, each.Style)}/{ViewFiles.Picture}"))
                .Where(each => products.ContainsKey(each.Path))
                .Select(each => new PagePicture(each.Path, each.Style, each.View.Name, each.View.Camera.Width, each.View.Camera.Height));
            var state = recession?.Epochs.FirstOrDefault(each => each.Epoch == survey.Epoch.ToString());
            var alignment = products.ContainsKey(CoregisterStep.Statistics(survey.Epoch))
                ? await bench.ReadProductAsync<Alignment>(series.Glacier, CoregisterStep.Statistics(survey.Epoch), cancellation) : null;
            epochs.Add(new PageEpoch(survey.Epoch, [.. pictures])
            {
                Area = state is null ? null : new Measured(state.Area * 1e6, state.AreaUncertainty * 1e6),
                VolumeChange = state is null ? null : new Measured(state.VolumeChangeSinceFirst * 1e9, state.VolumeChangeSinceFirstUncertainty * 1e9),
                Retreat = state?.TerminusRetreatSinceFirst is { } retreat ? new Measured(retreat) : null,
                TerminusElevation = state?.MinimumElevation,
                IsReference = survey.Epoch == series.Reference,
                Source = survey.File,
                Coregistration = survey.Epoch == series.Reference || alignment is null ? null
                    : new PageCoregistration(alignment.Dx, alignment.Dy, alignment.Dz, alignment.Before.Median, alignment.Before.Nmad, alignment.After.Median, alignment.After.Nmad, alignment.Improved)
                    {
                        StablePixels = alignment.After.Count,
                        Flags = alignment.Reason is null ? [] : [alignment.Reason],
                    },
            });
        }

        return epochs;
    }

    private static async Task<PageProfile?> ProfileAsync(Workbench bench, Series series, Plan plan, Recession? recession, CancellationToken cancellation)
    {
        var pixel = Math.Max(series.Grid.Transform.PixelWidth, series.Grid.Transform.PixelHeight);
        var line = CentreLine.Resample([.. plan.Lines[0].Points.Select(point => (point[0], point[1]))], pixel);
        var surfaces = new List<PageSurface>();
        foreach (var survey in series.Surveys)
        {
            var dem = await bench.ReadRasterAsync(series.Glacier, CoregisterStep.Dem(survey.Epoch), cancellation);
            var terminus = recession?.Epochs.FirstOrDefault(each => each.Epoch == survey.Epoch.ToString())?.TerminusDistance;
            surfaces.Add(new PageSurface(survey.Epoch, [.. line.Points.Select(point => dem.Sample(point.X, point.Y))], terminus));
        }

        return new PageProfile([.. line.Distance], surfaces);
    }

    private static PageInterval Interval(IntervalChange change) => new(Epoch.Parse(change.From), Epoch.Parse(change.To))
    {
        ElevationChange = new Measured(change.MeanDhdt * change.Years, change.MeanDhdtUncertainty * change.Years),
        ElevationChangeRate = new Measured(change.MeanDhdt, change.MeanDhdtUncertainty),
        VolumeChange = new Measured(change.VolumeChange * 1e9, change.VolumeChangeUncertainty * 1e9),
        AreaChange = new Measured(change.AreaChange * 1e6, change.AreaChangeUncertainty * 1e6),
        MassBalance = new Measured(change.MassBalance, change.MassBalanceUncertainty),
        Retreat = change.TerminusRetreat is { } retreat ? new Measured(retreat, change.TerminusRetreatUncertainty) : null,
        Coverage = 1 - change.VoidFraction,
    };

    private static string? Place(Grid grid)
    {
        if (grid.Crs.Wkt.Length == 0)
        {
            return null;
        }

        var (x, y) = grid.Transform.ToMap(grid.Width / 2.0, grid.Height / 2.0);
        var (longitude, latitude) = grid.Crs.ToWgs84(x, y);
        return FormattableString.Invariant($"{Math.Abs(latitude):0.00}° {(latitude < 0 ? "S" : "N")}, {Math.Abs(longitude):0.00}° {(longitude < 0 ? "W" : "E")}");
    }

    // the files of velocity, outlines, panoramas and models stand in their sections
    private static bool IsOffered(StepOutput output) =>
        !output.Name.Contains("/views/", StringComparison.Ordinal) && !output.Name.Contains("/contours/", StringComparison.Ordinal)
        && !FlightPlan.IsIntermediate(output) && !output.Name.StartsWith(ModelStep.Folder, StringComparison.Ordinal)
        && !output.Name.StartsWith(VelocityPlan.Folder, StringComparison.Ordinal) && !output.Name.StartsWith(SceneOutline.Folder, StringComparison.Ordinal)
        && !output.Name.StartsWith(PanoramaPlan.Folder, StringComparison.Ordinal)
        && output.Name is not ("plan.json" or "ice.json" or "series.json" or "maps.json" or Scenes.SceneSeries.FileName) && !output.Name.EndsWith("/dem.json", StringComparison.Ordinal);

    private static string Format(string name) => Path.GetExtension(name) switch
    {
        ".tif" => "Cloud-optimised GeoTIFF",
        ".gpkg" => "GeoPackage",
        ".geojson" => "GeoJSON",
        ".nc" => "NetCDF",
        ".csv" => "CSV",
        ".json" => "JSON",
        ".mp4" => "MP4 (H.264)",
        ".glb" => "glTF 2.0, binary",
        var ending => ending.TrimStart('.').ToUpperInvariant(),
    };

    private static IEnumerable<PageFilm> Films(Plan plan, Dictionary<string, StepOutput> products) =>
        from view in plan.Views
        from style in plan.Styles
        let folder = BlobNames.FilmFolder(view.Name, style)
        where products.ContainsKey(folder + "/film.mp4")
        select new PageFilm(
            plan.Views.Count > 1 ? $"{Title(style)}, {view.Name}" : Title(style), folder + "/film.mp4", folder + "/poster.jpg", folder + "/film.gif", view.Camera.Width, view.Camera.Height);

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}
