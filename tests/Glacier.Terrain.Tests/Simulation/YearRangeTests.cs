using Glacier.Terrain.Simulation;

namespace Glacier.Terrain.Tests.Simulation;

public sealed class YearRangeTests
{
    [Theory]
    [InlineData("1950..2020:10", "1950 1960 1970 1980 1990 2000 2010 2020")]
    [InlineData("1950..1953", "1950 1951 1952 1953")]
    [InlineData("2018,1950,1974", "1950 1974 2018")]
    [InlineData("1950", "1950")]
    [InlineData("1900..1910:4", "1900 1904 1908")]
    public void Years_are_read(string text, string expected) => Assert.Equal(expected, string.Join(' ', YearRange.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("1950..")]
    [InlineData("2020..1950")]
    [InlineData("1950..2020:0")]
    [InlineData("1950..1960..1970")]
    [InlineData("nineteen")]
    [InlineData("-5")]
    public void What_is_no_years_is_refused_with_the_forms(string text) =>
        Assert.Contains("1950..2020:10", Assert.Throws<FormatException>(() => YearRange.Parse(text)).Message);
}
