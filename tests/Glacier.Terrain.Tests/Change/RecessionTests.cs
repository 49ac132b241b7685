using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;

namespace Glacier.Terrain.Tests.Change;

public class RecessionTests
{
    [Fact]
    public void A_dome_lowered_uniformly_loses_its_area_times_the_lowering()
    {
        var (dem, ice) = Dome();
        var lower = Lower(dem, ice, (_, _) => 8);
        var change = RecessionAnalysis.Compute([new(Epoch.OfYear(2010), lower, ice), new(Epoch.OfYear(2000), dem, ice)]).Overall;
        var area = ice.Count(i => i) * 400.0;
        Assert.Equal(-8 * area / 1e9, change.VolumeChange, 1e-6);
        Assert.Equal(-8 / change.Years, change.MeanDhdt, 1e-4);
        Assert.Equal(-8 * 0.85 / change.Years, change.MassBalance, 1e-4);
        Assert.Equal(-8 * area * 850 / 1e12, change.MassChange, 1e-6);
        Assert.Equal(0, change.AreaChange, 1e-9);
        Assert.All(change.Hypsometry, b => Assert.Equal(-8, b.MeanChange, 1e-3));
        Assert.Equal(area / 1e6, change.Hypsometry.Sum(b => b.Area), 1e-9);
    }

    [Fact]
    public void One_survey_has_the_centre_line_of_a_series_that_does_not_change()
    {
        var (dem, ice) = Dome();
        DatedDem first = new(Epoch.OfYear(2000), dem, ice);
        Assert.Equal(RecessionAnalysis.CentreLineOf([first, new(Epoch.OfYear(2010), dem, ice)]).Points, RecessionAnalysis.CentreLineOf([first]).Points);
        Assert.Throws<ArgumentException>(() => RecessionAnalysis.CentreLineOf([]));
    }

    [Fact]
    public void Uncertainties_combine_as_by_hand()
    {
        var (dem, ice) = Dome();
        var lower = Lower(dem, ice, (_, _) => 8);
        var change = RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice), new(Epoch.OfYear(2010), lower, ice)]).Overall;
        var area = ice.Count(i => i) * 400.0;
        var outline = MaskGeometry.AreaUncertainty(ice, 100, 100, dem.Transform);
        // stable ground is identical, so the assumed 5 m are taken as common to all of the ice, with one independent pixel term beside it
        var elevation = area * Math.Sqrt(25 + (25.0 / ice.Count(i => i)));
        var volume = Math.Sqrt((elevation * elevation) + (8 * outline * 8 * outline));
        Assert.Equal(volume / 1e9, change.VolumeChangeUncertainty, 1e-6);
        var thickness = Math.Sqrt(Math.Pow(volume / area, 2) + Math.Pow(8 * outline / Math.Sqrt(2) / area, 2));
        var expected = Math.Sqrt(Math.Pow(thickness * 0.85, 2) + Math.Pow(8 * 0.06, 2)) / change.Years;
        Assert.Equal(expected, change.MassBalanceUncertainty, 1e-5);
        Assert.Equal(8 * 0.06 / change.Years, change.UncertaintyBudget.DensityTerm, 1e-6);
        Assert.Equal(volume / 1e9 / change.Years, change.VolumeRateUncertainty, 1e-7);
    }

    [Fact]
    public void Voids_are_restored_exactly_where_change_is_linear_in_elevation()
    {
        var (dem, ice) = Dome();
        var lower = Lower(dem, ice, (z, _) => 30 - (0.01 * (z - 1000)));
        var truth = RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice), new(Epoch.OfYear(2010), lower, ice)]).Overall;
        var holed = lower.With([.. lower.Values]);
        var random = new Random(5);
        for (var i = 0; i < ice.Length; i++)
        {
            // scattered pixels and one large hole
            if (random.Next(3) == 0 || (i % 100 is > 40 and < 60 && i / 100 is > 30 and < 50))
            {
                holed.Values[i] = float.NaN;
            }
        }

        var filled = HypsometricFill.Fill(dem, holed, ice);
        for (var i = 0; i < ice.Length; i++)
        {
            if (ice[i])
            {
                Assert.Equal(lower.Values[i] - dem.Values[i], filled.Change[i], 2e-3);
            }
        }

        var change = RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice), new(Epoch.OfYear(2010), holed, ice)]).Overall;
        Assert.Equal(truth.VolumeChange, change.VolumeChange, 1e-6);
        Assert.True(change.VoidFraction > 0.3);
    }

    [Fact]
    public void A_wedge_that_retreats_is_measured_along_its_centre_line()
    {
        var dem = Coregistration.Terrain.Of(60, 200, 20, (x, y) => 1000 + (0.2 * y) + (0.0001 * (x - 600) * (x - 600)));
        var before = Array.ConvertAll(dem.Values, _ => false);
        var after = Array.ConvertAll(dem.Values, _ => false);
        for (var row = 10; row < 180; row++)
        {
            for (var column = 20; column < 40; column++)
            {
                before[(row * 60) + column] = true;
                after[(row * 60) + column] = row < 140;
            }
        }

        var recession = RecessionAnalysis.Compute([new(Epoch.OfYear(1990), dem, before), new(Epoch.OfYear(2000), dem, after)]);
        Assert.InRange(recession.Overall.TerminusRetreat!.Value, 760, 840);
        Assert.InRange(recession.Overall.TerminusRetreatRate!.Value * recession.Overall.Years, 760, 840);
        Assert.Equal(-20 * 40 * 400 / 1e6, recession.Overall.AreaChange, 1e-9);
        Assert.True(recession.Epochs[0].TerminusDistance > recession.Epochs[1].TerminusDistance);
    }

    [Fact]
    public void The_record_survives_json_and_names_its_units()
    {
        var (dem, ice) = Dome();
        var recession = RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice), new(Epoch.OfYear(2010), Lower(dem, ice, (_, _) => 8), ice)]);
        var json = recession.ToJson();
        foreach (var name in new[] { "area_km2", "volume_change_km3", "mean_dhdt_m_per_year", "mass_balance_m_we_per_year", "mass_balance_uncertainty_m_we_per_year", "terminus_retreat_m", "quality_flags", "formulas", "outline_source" })
        {
            Assert.Contains($"\"{name}\"", json, StringComparison.Ordinal);
        }

        Assert.Equal(json, Recession.FromJson(json).ToJson());
        Assert.Equal("degraded", recession.Quality);
        Assert.Contains(recession.QualityFlags, f => f.Contains("identical", StringComparison.Ordinal));
    }

    [Fact]
    public void Profiles_are_bilinear_and_empty_where_void()
    {
        var dem = Coregistration.Terrain.Of(20, 20, 10, (x, y) => (2 * x) + y);
        var holed = dem.With([.. dem.Values]);
        holed[10, 10] = float.NaN;
        var line = CentreLine.Resample([(25, 95), (175, 95)], 10);
        var rows = ProfileTable.Csv(line, [new(Epoch.OfYear(2000), dem, []), new(Epoch.OfYear(2010), holed, [])]).TrimEnd('\n').Split('\n');
        Assert.Equal("distance_m,x,y,elevation_2000_m,elevation_2010_m", rows[0]);
        Assert.Equal("0,25,95,145,145", rows[1]);
        Assert.Equal("80,105,95,305,", rows[9]);
        Assert.Equal(17, rows.Length);
    }

    [Fact]
    public void Bad_series_are_refused()
    {
        var (dem, ice) = Dome();
        Assert.Throws<ArgumentException>(() => RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice)]));
        Assert.Throws<ArgumentException>(() => RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice), new(Epoch.OfYear(2000), dem, ice)]));
        Assert.Throws<ArgumentException>(() => RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, ice), new(Epoch.OfYear(2010), dem, new bool[3])]));
        Assert.Throws<ArgumentException>(() => RecessionAnalysis.Compute([new(Epoch.OfYear(2000), dem, new bool[10000]), new(Epoch.OfYear(2010), dem, new bool[10000])]));
    }

    [Fact]
    public void The_simulated_glacier_loses_the_volume_it_truly_lost_clean_and_surveyed_badly()
    {
        var glacier = GlacierSimulation.Run(new([1960, 2020], Size: 128, CellSize: 50));
        var (first, last) = (glacier.Years[0], glacier.Years[1]);
        var truth = (last.Volume - first.Volume) / 1e9;
        var clean = RecessionAnalysis.Compute([new(first.Epoch, first.Surface, first.Ice), new(last.Epoch, last.Surface, last.Ice)]).Overall;
        Assert.Equal(1, clean.VolumeChange / truth, 0.01);
        Assert.True(clean.TerminusRetreat > 0);

        var surveyed = Coregistration.Terrain.WithNoise(IndependentShiftOf(last.Surface), 1.5, 11);
        var reference = Coregistration.Terrain.WithNoise(first.Surface, 1.5, 12);
        var stable = StableGround.Mask(reference, surveyed, first.Ice);
        var aligned = NuthKaab.Align(reference, surveyed, stable);
        Assert.True(aligned.Improved, aligned.Reason);
        var change = RecessionAnalysis.Compute([new(first.Epoch, reference, first.Ice), new(last.Epoch, aligned.Aligned, last.Ice, aligned.After)]).Overall;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"truth {truth:F5}, clean {clean.VolumeChange:F5}, surveyed {change.VolumeChange:F5} ± {change.VolumeChangeUncertainty:F5} km³; shift {aligned.Dx:F2} {aligned.Dy:F2} {aligned.Dz:F2}");
        Assert.InRange(Math.Abs(change.VolumeChange - truth), 0, 2 * change.VolumeChangeUncertainty);
        Assert.True(change.VolumeChangeUncertainty < 0.5 * Math.Abs(truth));
    }

    private static Raster IndependentShiftOf(Raster dem) => Coregistration.IndependentShift.Lanczos(dem, 31, -22, 3);

    private static (Raster Dem, bool[] Ice) Dome()
    {
        var dem = Coregistration.Terrain.Of(100, 100, 20, (x, y) => 1600 - (0.0005 * (((x - 1000) * (x - 1000)) + ((y - 1000) * (y - 1000)))));
        return (dem, [.. dem.Values.Select(z => z > 1300)]);
    }

    private static Raster Lower(Raster dem, bool[] ice, Func<float, int, double> by) =>
        dem.With([.. dem.Values.Select((z, i) => ice[i] ? (float)(z - by(z, i)) : z)]);
}
