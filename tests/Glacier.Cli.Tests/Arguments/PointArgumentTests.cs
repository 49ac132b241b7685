using Glacier.Cli.Arguments;

namespace Glacier.Cli.Tests.Arguments;

public class PointArgumentTests
{
    [Fact]
    public void A_line_is_pairs_of_numbers() =>
        Assert.Equal([(1, 2.5), (-3, 4e3), (5, 6)], PointArgument.Line("--line", "1,2.5, -3,4e3,5,6"));

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("1,2")]
    [InlineData("1,2,3,nan")]
    [InlineData("1;2;3;4")]
    [InlineData("")]
    public void A_line_that_makes_no_sense_is_bad_usage_and_names_the_option(string text) =>
        Assert.StartsWith("--line: ", Assert.Throws<UsageException>(() => PointArgument.Line("--line", text)).Message);

    [Fact]
    public void A_position_may_leave_its_height_open()
    {
        Assert.Equal((1, 2, null), PointArgument.Position("--eye", "1,2"));
        Assert.Equal((1, 2, 3), PointArgument.Position("--eye", "1,2,3"));
    }

    [Theory]
    [InlineData("1024x768", 1024, 768)]
    [InlineData("16x8192", 16, 8192)]
    public void A_size_is_width_by_height(string text, int width, int height) => Assert.Equal((width, height), PointArgument.Size("--size", text));

    [Theory]
    [InlineData("1024")]
    [InlineData("0x10")]
    [InlineData("-5x100")]
    [InlineData("10000x10000")]
    public void A_size_out_of_range_is_bad_usage(string text) => Assert.Throws<UsageException>(() => PointArgument.Size("--size", text));
}
