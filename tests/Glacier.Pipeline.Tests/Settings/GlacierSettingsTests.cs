using System.Text;
using Glacier.Pipeline.Settings;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Pipeline.Tests.Settings;

public class GlacierSettingsTests
{
    [Fact]
    public void Everything_documented_is_read()
    {
        var settings = Parse("""
            { "name": "Great Aletsch", "referenceDate": "2017", "verticalUnit": "ft", "size": [640, 360], "dates": { "old.tif": "1958", "new.tif": "2018-09-13" },
              "views": [ { "name": "south", "eye": [640000, 5140000], "target": [641000, 5150000, 2500], "fovDegrees": 40, "aboveGround": 60 } ],
              "profiles": [ [[1, 2], [3, 4]] ], "outline": "rgi.gpkg", "styles": ["survey"], "sun": { "azimuth": 160, "elevation": 40 },
              "scenes": { "pixelSize": 10, "nearInfrared": 4 },
              "velocity": { "methods": ["hs", "ncc"], "baselineDays": [20, 40], "largestSpeed": 900, "tile": 1024, "filter": "orientation", "line": [[1, 2], [3, 4]] },
              "panorama": { "enabled": true, "at": [1, 2], "height": 3, "flightHeight": 80, "illuminations": ["evening"], "path": "orbit", "line": [[1, 2], [3, 4]], "frames": 48, "width": 4096 } }
            """);
        Assert.Equal((3, 80, "orbit", 48, 4096), (settings.Panorama.Height, settings.Panorama.FlightHeight, settings.Panorama.Path, settings.Panorama.Frames, settings.Panorama.Width));
        Assert.Equal(["evening"], settings.Panorama.Illuminations);
        Assert.Equal((10, 4), (settings.Scenes.PixelSize, settings.Scenes.NearInfrared));
        Assert.Equal(["hs", "ncc"], settings.Velocity.Methods);
        Assert.Equal(new VelocityOptions(Prefilter.Orientation, 900, Tile: 1024), settings.Velocity.Options);
        Assert.Equal(Epoch.OfYear(2017), settings.ReferenceDate);
        Assert.Equal(Epoch.Parse("2018-09-13"), settings.Dates["new.tif"]);
        Assert.Equal(60, settings.Views[0].AboveGround);
        Assert.Equal(new SunSetting(160, 40), settings.Sun);
    }

    [Fact]
    public void Nothing_said_means_the_defaults() => Assert.Equivalent(GlacierSettings.Default, Parse("{}"));

    [Theory]
    [InlineData("{ not json")]
    [InlineData("null")]
    [InlineData("""{ "refrenceDate": "2017" }""")]
    [InlineData("""{ "referenceDate": "soon" }""")]
    [InlineData("""{ "size": [1, 1] }""")]
    [InlineData("""{ "styles": [] }""")]
    [InlineData("""{ "styles": ["../x"] }""")]
    [InlineData("""{ "verticalUnit": "cubit" }""")]
    [InlineData("""{ "flights": [{ "name": "a", "path": "loop" }] }""")]
    [InlineData("""{ "flights": [{ "name": "a", "style": "oil" }] }""")]
    [InlineData("""{ "flights": [{ "name": "a", "frames": 1 }] }""")]
    [InlineData("""{ "flights": [{ "path": "orbit" }] }""")]
    [InlineData("""{ "flights": [{ "name": "a" }, { "name": "a" }] }""")]
    [InlineData("""{ "profiles": [[[1, 2]]] }""")]
    [InlineData("""{ "profiles": [[[1, 2], [1, 2]]] }""")]
    [InlineData("""{ "views": [ { "name": "a", "eye": [1], "target": [1, 2] } ] }""")]
    [InlineData("""{ "scenes": { "pixelSize": 0 } }""")]
    [InlineData("""{ "scenes": { "nearInfrared": 0 } }""")]
    [InlineData("""{ "velocity": { "methods": ["guess"] } }""")]
    [InlineData("""{ "velocity": { "methods": ["hs", "hs"] } }""")]
    [InlineData("""{ "velocity": { "baselineDays": [30, 10] } }""")]
    [InlineData("""{ "velocity": { "tile": 10 } }""")]
    [InlineData("""{ "velocity": { "largestSpeed": -1 } }""")]
    [InlineData("""{ "velocity": { "line": [[1, 2]] } }""")]
    [InlineData("""{ "velocity": { "baseline": 10 } }""")]
    [InlineData("""{ "panorama": { "at": [1] } }""")]
    [InlineData("""{ "panorama": { "height": -2 } }""")]
    [InlineData("""{ "panorama": { "illuminations": ["dawn"] } }""")]
    [InlineData("""{ "panorama": { "illuminations": [] } }""")]
    [InlineData("""{ "panorama": { "path": "spiral" } }""")]
    [InlineData("""{ "panorama": { "line": [[1, 2], [1, 2]] } }""")]
    [InlineData("""{ "panorama": { "frames": 1 } }""")]
    [InlineData("""{ "panorama": { "width": 10 } }""")]
    public void Mistakes_are_named_with_the_fix(string json)
    {
        var broken = Assert.Throws<InvalidInputException>(() => Parse(json));
        Assert.Equal("settings", broken.Rule);
        Assert.NotEmpty(broken.Found);
        Assert.NotEmpty(broken.Fix);
    }

    private static GlacierSettings Parse(string json) => GlacierSettings.Parse(Encoding.UTF8.GetBytes(json));
}
