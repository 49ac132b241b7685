using System.Text.Json;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Products;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>Chooses grid, ice, pairs and methods once for all pairs: <see cref="VelocityPlan.FileName"/> and the ice mask.</summary>
public static class VelocityPlanStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "velocity-plan";

    /// <summary>Name of the ice mask below the glacier's folder.</summary>
    public const string Ice = VelocityPlan.Folder + "ice.tif";

    private const int Version = 1;

    /// <summary>Writes the plan.</summary>
    public static async Task<VelocityOutlook> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var scenes = await bench.ManifestAsync(glacier, SceneSurveyStep.Step, cancellation);
        var methods = settings.Velocity.Methods.Count > 0 ? settings.Velocity.Methods : [FlowMethods.Names[0]];
        var table = await bench.Stores.FindAsync(SceneSurveyStep.Address(glacier, BlobNames.StakesFile), cancellation);
        string[] inputs = [scenes.Key, .. await SceneIce.KeysAsync(bench, glacier, cancellation), table is null ? "no stakes" : table.ETag];
        await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, inputs, new { settings.Velocity, settings.Outline, methods }),
            async folder =>
            {
                var plan = await MakeAsync(bench, glacier, settings, methods, table, folder, cancellation);
                await File.WriteAllTextAsync(folder.File(VelocityPlan.FileName), JsonSerializer.Serialize(plan, PipelineJson.Indented), cancellation);
            },
            cancellation);
        return Outlook(await ReadAsync(bench, glacier, cancellation));
    }

    /// <summary>The plan as it was last made.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static Task<VelocityPlan> ReadAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default) =>
        bench.ReadProductAsync<VelocityPlan>(glacier, VelocityPlan.FileName, cancellation);

    /// <summary>Some of a plan's pairs.</summary>
    public static async Task<IReadOnlyList<VelocityTarget>> TargetsAsync(Workbench bench, GlacierId glacier, int skip, int most, CancellationToken cancellation = default) =>
        [.. (await ReadAsync(bench, glacier, cancellation)).Targets().Skip(skip).Take(most)];

    private static VelocityOutlook Outlook(VelocityPlan plan)
    {
        var targets = plan.Targets().ToList();
        return new([.. targets.SelectMany(target => new[] { target.First, target.Second }).Distinct().Order()], targets.Count);
    }

    private static async Task<VelocityPlan> MakeAsync(
        Workbench bench, GlacierId glacier, GlacierSettings settings, IReadOnlyList<string> methods, StoredBlob? table, WorkFolder folder, CancellationToken cancellation)
    {
        var series = await bench.ReadProductAsync<SceneSeries>(glacier, SceneSeries.FileName, cancellation);
        var own = series.Scenes.First(scene => scene.Date == series.Reference).Grid;
        var coarse = VelocityGrid.Coarse(own);
        var ice = await SceneIce.ReadAsync(bench, glacier, coarse, settings, cancellation);
        var grid = VelocityGrid.Choose(own, coarse, ice.Mask);
        if (grid != coarse)
            ice = await SceneIce.ReadAsync(bench, glacier, grid, settings, cancellation);
        if (ice.Mask is { } mask)
        {
            var raster = new Raster(grid.Width, grid.Height, grid.Transform, grid.Crs, Array.ConvertAll(mask, isIce => isIce ? 1f : 0f));
            Cog.Write(folder.File(Ice), raster, unit: "");
        }

        var resampled = series.Scenes.Where(scene => !IsOn(scene.Grid, grid)).Select(scene => scene.File).ToList();
        var warnings = resampled.Count == 0 ? ice.Warnings
            : ice.Warnings.Append($"resampled onto the common grid: {string.Join(", ", resampled.Take(20))}{(resampled.Count > 20 ? $" and {resampled.Count - 20} more" : "")}");
        var (least, most) = (settings.Velocity.BaselineDays[0], settings.Velocity.BaselineDays[1]);
        return new VelocityPlan(
            grid, series.Scenes, least, most, methods, settings.Velocity.Options, ice.Mask is null ? null : Ice, await StakesAsync(bench, table, grid, cancellation), settings.Velocity.Line, [.. warnings]);
    }

    /// <summary>True where values of one grid are those of the other, pixel by pixel.</summary>
    internal static bool IsOn(Grid own, Grid common) =>
        (own.Width, own.Height, own.Transform) == (common.Width, common.Height, common.Transform) && own.Crs.SameAs(common.Crs);

    private static async Task<IReadOnlyList<Stake>?> StakesAsync(Workbench bench, StoredBlob? table, Grid grid, CancellationToken cancellation)
    {
        if (table is null)
        {
            return null;
        }

        try
        {
            using var file = await bench.Files.OpenAsync(table, cancellation: cancellation);
            var stakes = StakeTable.Read(file.Path, grid);
            await QuarantineRecords.ReleaseAsync(bench, table.Address, cancellation);
            return stakes;
        }
        catch (InvalidInputException broken)
        {
            await QuarantineRecords.KeepAsync(bench, table.Address, broken, cancellation);
            return null;
        }
    }
}
