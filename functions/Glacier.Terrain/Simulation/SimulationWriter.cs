using System.Globalization;
using System.Text.Json;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>Writes a simulated series as surveys to work on and the truth to judge the work by.</summary>
public static class SimulationWriter
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>
    /// Writes <c>dems/NAME_YYYY.MM.DD.tif</c> for every year, and beside it <c>truth/</c>: <c>bed.tif</c>, <c>thickness_YYYY.tif</c>,
    /// <c>vx_YYYY.tif</c> and <c>vy_YYYY.tif</c> (m/yr east and north), <c>outline_YYYY.geojson</c>, <c>truth.json</c>.
    /// </summary>
    /// <param name="glacier">A simulated series.</param>
    /// <param name="folder">Made when it is not there; files of the same names are replaced.</param>
    /// <param name="name">What the files of the surveys begin with.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(SimulatedGlacier glacier, string folder, string name = "simulated")
    {
        var dems = Directory.CreateDirectory(Path.Combine(folder, "dems")).FullName;
        var truth = Directory.CreateDirectory(Path.Combine(folder, "truth")).FullName;
        Cog.Write(Path.Combine(truth, "bed.tif"), glacier.Bed);
        foreach (var year in glacier.Years)
        {
            var error = SurveyError.Of(glacier.Options, year.Year);
            var survey = error.Apply(year.Surface, unchecked((glacier.Options.Seed * 10_007) + year.Year));
            var date = year.Epoch.Date.ToString("yyyy.MM.dd", CultureInfo.InvariantCulture);
            Cog.Write(Path.Combine(dems, $"{name}_{date}.tif"), survey, year.Epoch);
            Cog.Write(Path.Combine(truth, $"thickness_{year.Year}.tif"), year.Thickness, year.Epoch);
            Cog.Write(Path.Combine(truth, $"vx_{year.Year}.tif"), year.VelocityX, year.Epoch, unit: "m/yr");
            Cog.Write(Path.Combine(truth, $"vy_{year.Year}.tif"), year.VelocityY, year.Epoch, unit: "m/yr");
            var outline = OutlineMask.Polygonize(year.Ice, year.Surface.Grid, 0, year.Epoch);
            OutlineFile.WriteGeoJson(Path.Combine(truth, $"outline_{year.Year}.geojson"), [new OutlineFeature(outline, new Dictionary<string, object>
            {
                ["src_date"] = year.Epoch.ToString(),
                ["area_km2"] = year.Area / 1e6,
            })]);
        }

        File.WriteAllText(Path.Combine(truth, "truth.json"), JsonSerializer.Serialize(Describe(glacier), Layout) + "\n");
    }

    private static object Describe(SimulatedGlacier glacier) => new
    {
        glacier.Options.Seed,
        glacier.Options.Size,
        CellSizeM = glacier.Options.CellSize,
        glacier.Options.Clean,
        Crs = "EPSG:32632",
        IceDensityKgM3 = new IceFlowParameters().Density,
        CentreLine = glacier.CentreLine.Where((_, k) => k % 8 == 0).Select(p => new[] { Math.Round(p.X, 2), Math.Round(p.Y, 2) }),
        Years = glacier.Years.Select(year =>
        {
            var error = SurveyError.Of(glacier.Options, year.Year);
            return new
            {
                year.Year,
                Date = year.Epoch.ToString(),
                VolumeM3 = year.Volume,
                AreaM2 = year.Area,
                LengthM = year.Length,
                ElaM = year.EquilibriumLine,
                Misregistration = new { DxM = error.Dx, DyM = error.Dy, DzM = error.Dz },
                NoiseM = new { White = error.WhiteNoise, Correlated = error.CorrelatedNoise },
                MassLedger = new
                {
                    VolumeBeforeM3 = year.Ledger.VolumeBefore,
                    VolumeAfterM3 = year.Ledger.VolumeAfter,
                    AccumulationM3 = year.Ledger.Accumulation,
                    AblationM3 = year.Ledger.Ablation,
                    CalvingM3 = year.Ledger.Calving,
                    ResidualM3 = year.Ledger.Residual,
                    year.Ledger.RelativeResidual,
                },
            };
        }),
    };
}
