using Glacier.Infra.Tests.Usgs;
using Glacier.Terrain;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Infra.Tests.Security;

public sealed class HostileFileTests : IAsyncLifetime
{
    private readonly GdalTools _gdal = new();
    private CatalogueServer _stranger = null!;

    public async ValueTask InitializeAsync() => _stranger = await CatalogueServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _stranger.DisposeAsync();
        _gdal.Dispose();
    }

    [Theory]
    [InlineData("link", "href")]
    [InlineData("url", "url")]
    public void A_GeoJSON_cannot_make_the_reader_fetch_an_address(string kind, string member)
    {
        var path = _gdal.Write("outline_2001.geojson", $$$"""
            {"type":"FeatureCollection","crs":{"type":"{{{kind}}}","properties":{"{{{member}}}":"{{{_stranger.Address}}}system.wkt","type":"ogcwkt"}},
             "features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[7,46],[8,46],[8,47],[7,46]]]}}]}
            """);

        // without the settings the same library does fetch it: the file is as hostile as it looks
        _gdal.Run("ogrinfo", "-al", path);
        Assert.NotEmpty(_stranger.Asked);
        _stranger.Asked.Clear();

        try
        {
            OutlineFile.Read(path, ReferenceSystem.Wgs84);
        }
        catch (InvalidInputException refused)
        {
            Assert.NotEqual("", refused.Rule);
        }

        Assert.Empty(_stranger.Asked);
    }

    [Theory]
    [InlineData("/vsicurl/{0}a_2001.tif")]
    [InlineData("{0}a_2001.tif")]
    [InlineData("/vsizip/{1}/a_2001.tif")]
    [InlineData("/vsistdin/")]
    [InlineData("/vsimem/a_2001.tif")]
    [InlineData("GTIFF_RAW:{1}")]
    [InlineData("/vsisubfile/0_100,{1}")]
    public void A_name_of_a_virtual_file_is_no_file(string name)
    {
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, name, _stranger.Address, _gdal.Dem("good_2001.tif"));
        Assert.ThrowsAny<Exception>(() => DemReader.Inspect(path));
        Assert.ThrowsAny<Exception>(() => OutlineFile.Read(path, ReferenceSystem.Wgs84));
        Assert.Empty(_stranger.Asked);
    }

    [Theory]
    [InlineData("""<VRTDataset rasterXSize="16" rasterYSize="16"><SRS>EPSG:32632</SRS><GeoTransform>600000,30,0,5000000,0,-30</GeoTransform><VRTRasterBand dataType="Float32" band="1"><SimpleSource><SourceFilename>/vsicurl/{0}a.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>""")]
    [InlineData("""<GDAL_WMS><Service name="TMS"><ServerUrl>{0}</ServerUrl></Service><DataWindow><UpperLeftX>0</UpperLeftX><UpperLeftY>1</UpperLeftY><LowerRightX>1</LowerRightX><LowerRightY>0</LowerRightY><SizeX>64</SizeX><SizeY>64</SizeY></DataWindow></GDAL_WMS>""")]
    [InlineData("""<WCS_GDAL><ServiceURL>{0}?</ServiceURL><CoverageName>a</CoverageName></WCS_GDAL>""")]
    [InlineData("""<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/{0}a.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>""")]
    [InlineData("""{{"type":"FeatureCollection","stac_version":"1.0.0","features":[{{"type":"Feature","assets":{{"a":{{"href":"{0}a.tif"}}}}}}]}}""")]
    public void Formats_that_name_other_files_or_services_are_not_opened_whatever_their_ending(string text)
    {
        foreach (var name in new[] { "a_2001.tif", "a_2001.img", "a_2001.asc", "a_2001.vrt" })
        {
            var path = _gdal.Write(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, _stranger.Address));
            Assert.Equal("not-a-raster", Assert.Throws<InvalidInputException>(() => DemReader.Inspect(path)).Rule);
        }

        Assert.Empty(_stranger.Asked);
    }

    [Theory]
    [InlineData("OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO")]
    [InlineData("GDAL_PAM_ENABLED", "NO")]
    [InlineData("CPL_VSIL_CURL_ALLOWED_FILENAME", "none")]
    [InlineData("GTIFF_IGNORE_READ_ERRORS", "NO")]
    public void GDALs_doors_are_shut(string option, string value)
    {
        DemReader.Inspect(_gdal.Dem("good_2001.tif"));
        Assert.Equal(value, OSGeo.GDAL.Gdal.GetConfigOption(option, null));
    }

    [Fact]
    public void A_block_that_would_fill_memory_is_refused_before_it_is_read()
    {
        // 16 KB on disk, one strip of 2.4 GB in memory, and fewer pixels than allowed
        Assert.Equal(0, _gdal.Run("gdal_create", "-q", "-of", "GTiff", "-outsize", "17500", "17500", "-ot", "Float64", "-a_srs", "EPSG:32632", "-a_ullr", "600000", "5100000", "700000", "5000000", "-co", "SPARSE_OK=TRUE", "-co", "BLOCKYSIZE=17500", "-co", "COMPRESS=DEFLATE", "bomb_2001.tif"));
        Assert.True(new FileInfo(_gdal.File("bomb_2001.tif")).Length < 1 << 20);
        var refused = Assert.Throws<InvalidInputException>(() => DemReader.Inspect(_gdal.File("bomb_2001.tif")));
        Assert.Equal("too-large", refused.Rule);
        Assert.Contains("blocks", refused.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void More_pixels_than_allowed_are_refused_however_small_the_file()
    {
        Assert.Equal(0, _gdal.Run("gdal_create", "-q", "-of", "GTiff", "-outsize", "60000", "60000", "-ot", "Float32", "-a_srs", "EPSG:32632", "-a_ullr", "600000", "5100000", "700000", "5000000", "-co", "SPARSE_OK=TRUE", "-co", "TILED=YES", "bomb_2001.tif"));
        Assert.Equal("too-large", Assert.Throws<InvalidInputException>(() => DemReader.Read(_gdal.File("bomb_2001.tif"))).Rule);
    }

    [Fact]
    public void An_XML_bomb_beside_a_raster_is_not_read_and_one_inside_is_not_expanded()
    {
        const string bomb = """<!DOCTYPE a [<!ENTITY b "0123456789"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>""";
        var path = _gdal.Dem("a_2001.tif", "-mo", "NOTE=" + bomb + "<a>&d;&d;&d;&d;</a>");
        var plain = DemReader.Inspect(path);

        // a companion that would change the reference system if anybody read it
        _gdal.Write("a_2001.tif.aux.xml", bomb + "<PAMDataset><SRS>EPSG:4326</SRS><Metadata><MDI key=\"AREA_OR_POINT\">&d;&d;&d;&d;</MDI></Metadata></PAMDataset>");
        Assert.Equal(plain, DemReader.Inspect(path));
    }

    [Fact]
    public void Outlines_too_large_to_be_parsed_are_refused_unread()
    {
        var path = _gdal.Write("giant_2001.geojson", "{\"type\":\"FeatureCollection\",\"features\":[");
        using (var file = File.OpenWrite(path))
            file.SetLength((256L << 20) + 1);
        Assert.Equal("too-large", Assert.Throws<InvalidInputException>(() => OutlineFile.Read(path, ReferenceSystem.Wgs84)).Rule);
    }
}
