using System.Globalization;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Evaluation;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Evaluation;

/// <summary>Years of a made-up glacier, as the pipeline leaves them: a valley floor of ice between slopes, seen from below.</summary>
public sealed class GlacierYearsTests : IDisposable
{
    private const int Side = 64;
    private const int Cells = 100;
    private const double Cell = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("years-").FullName;

    public GlacierYearsTests() => File.WriteAllText(
        Path.Combine(_folder, "plan.json"),
        """
        { "views": [ { "name": "main", "camera": { "eyeX": 501000, "eyeY": 4998300, "eyeZ": 1120, "targetX": 501000, "targetY": 5000000, "targetZ": 1150, "fieldOfViewDegrees": 60, "width": 128, "height": 72 },
                       "sunAzimuth": 120, "sunElevation": 40, "snowLine": 1500 } ], "styles": [ "survey" ] }
        """);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_ground_that_sank_or_lost_its_ice_counts_as_changed()
    {
        Year("1990", 0, 40);
        Year("2000", 0, 40);
        Year("2010", 30, 40);
        Year("2020", 30, 55);
        var years = GlacierYears.Read(_folder, Side);
        Assert.Equal([1990, 2000, 2010, 2020], years.Years.Select(year => int.Parse(year.Epoch.ToString()[..4], CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(true, years.Changed(years.Years[0], years.Years[1]));

        // ice sank by 30 m: seen on the valley floor only; its tongue retreats: less ground still, in the lower half
        var sank = years.Changed(years.Years[1], years.Years[2]);
        var retreated = years.Changed(years.Years[2], years.Years[3]);
        Assert.InRange(sank.Count(changed => changed), 20, Side * Side / 2);
        Assert.InRange(retreated.Count(changed => changed), 5, sank.Count(changed => changed));
        Assert.DoesNotContain(true, sank[..(Side * 5)]);
        Assert.Equal(sank, years.Changed(years.Years[2], years.Years[1]));
        Assert.All(years.Years, year => Assert.InRange(year.Maps.Sky.Average(), 0.05, 0.9));
    }

    [Fact]
    public void A_network_that_paints_its_condition_is_still_between_equal_years_and_one_that_flickers_is_not()
    {
        Year("1990", 0, 40);
        Year("2000", 0, 40);
        var years = GlacierYears.Read(_folder, Side);
        var still = YearStability.Judge(new Painter(flicker: 0) { Run = "", State = null! }, years, AllGround);
        Assert.Equal((0.0, 0.0, 1.0), (still["years-change-away"], still["years-change-inside"], still["years-away-share"]));

        // 0.2 of the range −1…1 is 25.5 of 255
        var flickers = YearStability.Judge(new Painter(flicker: 0.2f) { Run = "", State = null! }, years, AllGround);
        Assert.Equal(25.5, flickers["years-change-away"], 1e-3);

        // no sky found: the error is the row of the skyline asked for
        var skyline = Enumerable.Range(0, Side).Select(column => Enumerable.Range(0, Side).TakeWhile(row => years.Years[0].Maps.Sky[(row * Side) + column] >= 0.5f).Count()).Where(row => row > 0).Average();
        Assert.Equal(skyline, still["years-skyline-error-px-mean"], 1e-9);
    }

    [Fact]
    public void A_folder_without_a_plan_or_with_one_year_is_refused()
    {
        Year("1990", 0, 40);
        Assert.Equal("too-few-years", Assert.Throws<InvalidInputException>(() => GlacierYears.Read(_folder, Side)).Rule);
        File.Delete(Path.Combine(_folder, "plan.json"));
        Assert.Equal("no-plan", Assert.Throws<InvalidInputException>(() => GlacierYears.Read(_folder, Side)).Rule);
    }

    private static bool[] AllGround(byte[] rgb, int width, int height) => new bool[width * height];

    // ice on the floor north of a row, its surface lowered
    private void Year(string name, float lowered, int tongue)
    {
        var (dem, ice) = (new float[Cells * Cells], new float[Cells * Cells]);
        for (var row = 0; row < Cells; row++)
        {
            for (var column = 0; column < Cells; column++)
            {
                var across = Math.Abs(column - (Cells / 2)) * (float)Cell;
                var floor = across < 300;
                var isIce = floor && row < Cells - tongue;
                dem[(row * Cells) + column] = 1000 + ((Cells - row) * 2) + (floor ? 0 : (across - 300) * 0.6f) + (floor && row < Cells - 30 ? 40 - lowered : 0);
                ice[(row * Cells) + column] = isIce ? 1 : 0;
            }
        }

        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var place = new GeoTransform(500_000, 5_000_000, Cell, Cell);
        Cog.Write(Path.Combine(folder, "aligned.tif"), new Raster(Cells, Cells, place, ReferenceSystem.FromEpsg(32632), dem));
        Cog.Write(Path.Combine(folder, "ice.tif"), new Raster(Cells, Cells, place, ReferenceSystem.FromEpsg(32632), ice));
    }

    // paints the shade of its condition, each picture brighter than the one before by the flicker
    private sealed class Painter(float flicker) : TrainedScenery
    {
        private int _painted;

        public override string Mode => "painter";

        public override SceneryConfiguration Configuration { get; } = ConfigurationFile.Parse<JointConfiguration>(
            """{ "kind": "joint", "run": { "images": 1 }, "data": { "resolution": 64, "channels": ["contour", "shade"], "folders": [ { "path": "none" } ] }, "networks": { "channels": { "64": 4, "32": 4, "16": 4, "8": 4, "4": 4 } } }""", "painter");

        public override Tensor Paired(Batch batch) => Free(batch, 0);

        public override Tensor Free(Batch batch, long seed) =>
            tensor(batch.Conditions, [batch.Count, batch.Channels, batch.Side, batch.Side]).narrow(1, 1, 1).expand(-1, 3, -1, -1) + (flicker * _painted++);

        public override double LatentDistance(Batch batch) => 0;

        public override void Dispose()
        {
        }
    }
}
