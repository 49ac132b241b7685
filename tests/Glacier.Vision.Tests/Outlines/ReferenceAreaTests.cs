using Glacier.Terrain;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Tests;
using Glacier.Vision.Outlines;
using Glacier.Vision.Outlines.Evaluation;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Windows;
using NetTopologySuite.Geometries;

namespace Glacier.Vision.Tests.Outlines;

public sealed class ReferenceAreaTests : IDisposable
{
    private static readonly Grid s_grid = new(40, 30, new GeoTransform(420_000, 5_150_300, 10, 10), ReferenceSystem.FromEpsg(32632));

    private readonly string _folder = Directory.CreateTempSubdirectory("area-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pixels_whose_centre_lies_outside_are_not_scored_and_those_inside_keep_their_label()
    {
        // the western 15 of 40 columns, as a file in degrees
        var west = new GeometryFactory().ToGeometry(new Envelope(420_000, 420_150, 5_149_000, 5_151_000));
        var path = Path.Combine(_folder, "west.geojson");
        OutlineFile.WriteGeoJson(path, [new OutlineFeature(new Outline(new MultiPolygon([(Polygon)west]), s_grid.Crs), new Dictionary<string, object>())]);
        var area = ReferenceArea.Open(path);
        var labels = Enumerable.Range(0, 40 * 30).Select(i => (byte)(i % 2)).ToArray();
        area.Apply(labels, s_grid);
        Assert.Equal("west", area.Name);
        Assert.All(Enumerable.Range(0, labels.Length), i => Assert.Equal(i % 40 < 15 ? (byte)(i % 2) : OutlineTile.Ignore, labels[i]));
    }

    [Theory]
    [InlineData("Grosser Aletschgletscher", 46.45, 8.06, true)]
    [InlineData("Vadret da Morteratsch", 46.39, 9.93, true)]
    [InlineData("Mer de Glace, France", 45.90, 6.94, false)]
    [InlineData("Vedretta di Fellaria, Italy", 46.345, 9.92, false)]
    public void Switzerland_comes_with_the_program_and_ends_at_its_border(string place, double latitude, double longitude, bool inside)
    {
        Assert.Contains("switzerland", ReferenceArea.Bundled);
        var grid = new Grid(1, 1, new GeoTransform(longitude, latitude, 1e-6, 1e-6), ReferenceSystem.Wgs84);
        byte[] labels = [1];
        ReferenceArea.Open("switzerland").Apply(labels, grid);
        Assert.True(inside == (labels[0] == 1), place);
    }

    [Fact]
    public void An_unknown_area_is_refused_with_the_names_there_are() =>
        Assert.Contains("switzerland", Assert.Throws<InvalidInputException>(() => ReferenceArea.Open("atlantis")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_swiss_inventory_marks_no_ice_beyond_the_border_where_there_is_plenty()
    {
        var area = ReferenceArea.Open("switzerland");
        var (marked, markedOutside, seenOutside) = (0L, 0L, 0L);
        foreach (var tile in OutlineTile.List(RealData.Path("outlines-s2")))
        {
            var labels = tile.ReadLabels();
            var within = (byte[])labels.Clone();
            area.Apply(within, tile.Grid);
            var outside = Enumerable.Range(0, labels.Length).Where(i => within[i] == OutlineTile.Ignore && labels[i] != OutlineTile.Ignore).ToList();
            marked += labels.Count(label => label == 1);
            if (outside.Count > 0)
            {
                var method = BandRatio.Method();
                var probability = WindowedProbability.Of(tile.ReadChannels(OutlineChannels.Optical4), method);
                method.Calibration.Apply(probability);
                markedOutside += outside.Count(i => labels[i] == 1);
                seenOutside += outside.Count(i => probability[i] >= 0.5f);
            }
        }

        // the border file is good to 100 m
        Assert.InRange(markedOutside, 0, marked / 2000);
        Assert.True(seenOutside > 50 * markedOutside, $"{seenOutside} pixels look like ice beyond the border, {markedOutside} are marked");
    }
}
