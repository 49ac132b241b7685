using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;

namespace Glacier.Terrain.Tests.Simulation;

public sealed class GlacierSimulationTests : IDisposable
{
    private static readonly Lazy<SimulatedGlacier> Series =
        new(() => GlacierSimulation.Run(new SimulationOptions(YearRange.Parse("1950..2020:35"), 64, 100)));

    private readonly string folder = Directory.CreateTempSubdirectory("glacier-simulation-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void Glacier_is_kilometres_long_and_loses_a_quarter_of_its_length()
    {
        var years = Series.Value.Years;
        Assert.InRange(years[0].Length, 3500, 5800);
        Assert.InRange(years[0].Thickness.Values.Max(), 100, 320);
        Assert.True(years[^1].Length < 0.75 * years[0].Length, $"{years[0].Length} → {years[^1].Length} m");
        Assert.True(years[^1].Length > 0.35 * years[0].Length, $"{years[0].Length} → {years[^1].Length} m");
        for (var k = 1; k < years.Count; k++)
        {
            Assert.True(years[k].EquilibriumLine > years[k - 1].EquilibriumLine);
            Assert.True(years[k].Volume < years[k - 1].Volume && years[k].Area < years[k - 1].Area);
        }
    }

    [Fact]
    public void Mountains_stand_well_above_the_valley()
    {
        var bed = Series.Value.Bed.Values;
        Assert.InRange(bed.Max() - bed.Min(), 1400, 2400);
    }

    [Fact]
    public void Mass_is_conserved_from_year_to_year()
    {
        double? before = null;
        foreach (var year in Series.Value.Years)
        {
            Assert.True(Math.Abs(year.Ledger.RelativeResidual) < 1e-3 * 1e-3, $"{year.Year}: {year.Ledger.RelativeResidual}");
            Assert.Equal(before ?? year.Ledger.VolumeBefore, year.Ledger.VolumeBefore);
            before = year.Volume;
            Assert.True(year.Thickness.Values.Min() >= 0);
            Assert.Equal(year.Volume, year.Thickness.Values.Sum(value => (double)value) * 1e4, year.Volume * 1e-6);
        }
    }

    [Fact]
    public void Surface_is_bed_and_ice()
    {
        var glacier = Series.Value;
        var year = glacier.Years[0];
        for (var i = 0; i < glacier.Bed.Values.Length; i++)
        {
            Assert.Equal(glacier.Bed.Values[i] + year.Thickness.Values[i], year.Surface.Values[i], 2e-3f);
            Assert.Equal(year.Thickness.Values[i] >= GlacierSimulation.MinimumThickness, year.Ice[i]);
        }
    }

    [Fact]
    public void Same_seed_same_series_other_seed_another()
    {
        var options = new SimulationOptions([1950], 32, 200, 11);
        var first = Fingerprint(GlacierSimulation.Run(options));
        Assert.Equal(first, Fingerprint(GlacierSimulation.Run(options)));
        Assert.NotEqual(first, Fingerprint(GlacierSimulation.Run(options with { Seed = 12 })));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Contains("size", Assert.Throws<ArgumentException>(() => GlacierSimulation.Run(new([1950], 16))).Message);
        Assert.Contains("year", Assert.Throws<ArgumentException>(() => GlacierSimulation.Run(new([1950, 1950]))).Message);
        Assert.Contains("domain", Assert.Throws<ArgumentException>(() => GlacierSimulation.Run(new([1950], 64, 10))).Message);
    }

    [Fact]
    public void Clean_surveys_are_the_truth_and_the_truth_lies_beside_them()
    {
        var glacier = Series.Value with { Options = Series.Value.Options with { Clean = true } };
        SimulationWriter.Write(glacier, folder);
        var year = glacier.Years[^1];
        var survey = DemReader.Read(Path.Combine(folder, "dems", "simulated_2020.09.01.tif"));
        Assert.Equal(year.Surface.Values, survey.Values);
        Assert.Equal(32632, survey.Crs.Epsg);
        Assert.Equal(new DateOnly(2020, 9, 1), DemReader.Inspect(Path.Combine(folder, "dems", "simulated_2020.09.01.tif")).Epoch!.Value.Date);
        Assert.Equal(glacier.Bed.Values, DemReader.Read(Path.Combine(folder, "truth", "bed.tif")).Values);
        Assert.True(File.Exists(Path.Combine(folder, "truth", "thickness_2020.tif")) && File.Exists(Path.Combine(folder, "truth", "vx_1950.tif")));
        var outline = OutlineFile.Read(Path.Combine(folder, "truth", "outline_2020.geojson"), survey.Crs);
        Assert.Equal(year.Area, outline.AreaSquareMetres, 1e-3 * year.Area);
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth", "truth.json")));
        var last = truth.RootElement.GetProperty("years")[2];
        Assert.Equal(year.Volume, last.GetProperty("volume_m3").GetDouble(), 1);
        Assert.Equal(0, last.GetProperty("misregistration").GetProperty("dx_m").GetDouble());
    }

    [Fact]
    public void Surveys_are_misplaced_by_what_the_truth_says_the_first_not()
    {
        var options = Series.Value.Options;
        Assert.Equal((0.0, 0.0, 0.0), (SurveyError.Of(options, 1950).Dx, SurveyError.Of(options, 1950).Dy, SurveyError.Of(options, 1950).Dz));
        var error = SurveyError.Of(options, 2020);
        Assert.True(error.Dx != 0 && error.Dy != 0 && error.Dz != 0);
        Assert.True(Math.Abs(error.Dx) <= 150 && Math.Abs(error.Dy) <= 150 && Math.Abs(error.Dz) <= 3);

        // on a plane the shift is exact
        var plane = new Raster(40, 40, new GeoTransform(0, 4000, 100, 100), ReferenceSystem.Unknown);
        for (var i = 0; i < plane.Values.Length; i++)
        {
            plane.Values[i] = (float)(1000 + (0.2 * ((i % 40) + 0.5) * 100) - (0.1 * (4000 - (((i / 40) + 0.5) * 100))));
        }

        var moved = (error with { WhiteNoise = 0, CorrelatedNoise = 0 }).Apply(plane, 1);
        Assert.Equal(plane[20, 20] - (0.2 * error.Dx) + (0.1 * error.Dy) + error.Dz, moved[20, 20], 1e-3);
    }

    [Fact]
    public void Noise_of_surveys_has_the_stated_size()
    {
        var flat = new Raster(256, 256, new GeoTransform(0, 6400, 25, 25), ReferenceSystem.Unknown);
        double Deviation(SurveyError error)
        {
            var values = error.Apply(flat, 5).Values.Where(v => !float.IsNaN(v)).Select(v => (double)v).ToArray();
            var mean = values.Average();
            return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        }

        Assert.Equal(0.5, Deviation(new SurveyError(0, 0, 0, 0.5, 0)), 0.01);
        Assert.Equal(0.4, Deviation(new SurveyError(0, 0, 0, 0, 0.4)), 0.12);
    }

    private static string Fingerprint(SimulatedGlacier glacier) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(glacier.Years[^1].Surface.Values.AsSpan()).ToArray()));
}
