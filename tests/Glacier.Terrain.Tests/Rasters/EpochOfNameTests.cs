using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Rasters;

public class EpochOfNameTests
{
    [Theory]
    [InlineData("dem.2018.09.13.tif", "2018-09-13")]
    [InlineData("aletsch_2018-09-13.tif", "2018-09-13")]
    [InlineData("20180913_dem.tif", "2018-09-13")]
    [InlineData("a_2018_09_13.tif", "2018-09-13")]
    [InlineData("Aletsch_1880.tif", "1880")]
    [InlineData("1958.tif", "1958")]
    [InlineData("2001/dem_1999.tif", "1999")]
    [InlineData("dem_2056_2013.tif", "2013")]
    [InlineData("dem_1999_2001-08-02.tif", "2001-08-02")]
    public void A_date_is_read_from_a_name(string name, string epoch)
    {
        Assert.True(EpochOfName.TryParse(name, out var found));
        Assert.Equal(epoch, found.ToString());
    }

    [Theory]
    [InlineData("dem.tif")]
    [InlineData("dem_32632.tif")]
    [InlineData("AST_L1A_00303182012144228_Z.tif")]
    [InlineData("dem_2048x2048.tif")]
    [InlineData("dem_1066.tif")]
    [InlineData("2018/dem.tif")]
    public void Other_numbers_are_no_date(string name) => Assert.False(EpochOfName.TryParse(name, out _));
}
