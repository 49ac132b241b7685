using Glacier.Terrain.Flight;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Flight;

public class SurfaceSeriesTests
{
    [Fact]
    public void At_a_survey_the_surface_and_its_ice_are_the_surveys_own()
    {
        var series = MeltingValley.Series();
        for (var k = 0; k < 3; k++)
        {
            var moment = series.At(series.Years[k]);
            Assert.Equal(series.Surveys[k].Dem.Values, moment.Dem.Values);
            Assert.Equal(series.Surveys[k].Ice, moment.Ice);
            Assert.Equal(series.Surveys[k].Ice.Select(ice => ice ? 1f : 0f), moment.IceFraction);
        }
    }

    [Fact]
    public void Between_surveys_heights_run_evenly_and_the_ice_draws_back_bit_by_bit()
    {
        var series = MeltingValley.Series();
        var (a, b) = (series.Surveys[0], series.Surveys[1]);
        var part = 0.25f;
        var year = series.Years[0] + (part * (series.Years[1] - series.Years[0]));
        var quarter = series.At(year);
        for (var i = 0; i < quarter.Dem.Values.Length; i++)
        {
            Assert.Equal(a.Dem.Values[i] + (part * (b.Dem.Values[i] - a.Dem.Values[i])), quarter.Dem.Values[i], 2e-3);
            Assert.False(quarter.Ice[i] && !a.Ice[i], "ice where neither survey has any");
            Assert.False(!quarter.Ice[i] && b.Ice[i], "bare where both surveys have ice");
        }

        var areas = Enumerable.Range(0, 41).Select(k => series.At(series.Years[0] + (k * (series.Years[1] - series.Years[0]) / 40)).IceFraction.Sum(f => (double)f)).ToArray();
        var lost = areas[0] - areas[^1];
        Assert.True(lost > 200, $"{lost} pixels lost");
        foreach (var (before, after) in areas.Zip(areas.Skip(1)))
        {
            // a fortieth of the time takes a fortieth of the loss, no year takes it all
            Assert.InRange(before - after, 0, 0.08 * lost);
        }
    }

    [Fact]
    public void A_void_takes_the_other_surveys_heights_and_one_of_all_years_stays()
    {
        var series = MeltingValley.Series((index, dem) =>
        {
            dem[40, 50] = index == 1 ? float.NaN : dem[40, 50];
            dem[10, 60] = index == 0 ? float.NaN : dem[10, 60];
            dem[70, 20] = float.NaN;
        });
        var (first, middle, last) = (series.At(series.Years[0]).Dem, series.At(series.Years[1]).Dem, series.At(series.Years[2]).Dem);
        Assert.Equal((first[40, 50] + last[40, 50]) / 2, middle[40, 50], 0.2);
        Assert.Equal(middle[10, 60], first[10, 60]);
        Assert.True(float.IsNaN(middle[70, 20]));
        Assert.Equal((20 * MeltingValley.Width) + 70, Array.IndexOf(series.Void, true));
        Assert.Equal(1, series.Void.Count(isVoid => isVoid));
        Assert.True(float.IsFinite(series.Highest[70, 20]), "closed for the camera");
        Assert.Equal(1.0 / (MeltingValley.Width * MeltingValley.Height), series.Lent[1], 12);
    }

    [Fact]
    public void Grids_that_differ_are_refused()
    {
        var surveys = MeltingValley.Surveys(null, 1900, 2000);
        var moved = surveys[1].Dem;
        var other = new Raster(moved.Width, moved.Height, moved.Transform with { West = moved.Transform.West + 50 }, moved.Crs, moved.Values);
        Assert.Contains("one grid", Assert.Throws<ArgumentException>(() => new SurfaceSeries([surveys[0], surveys[1] with { Dem = other }])).Message, StringComparison.Ordinal);
    }
}
