using Glacier.Training.Evaluation;

namespace Glacier.Training.Tests.Evaluation;

public sealed class TypicalStylesTests
{
    [Fact]
    public void Each_cluster_gives_its_middle_member_the_largest_first()
    {
        float[][] codes = [[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [100, 0], [100, 1], [100, 2], [0, 100]];
        Assert.Equal([2, 6, 8], TypicalStyles.Choose(codes, 3));
    }

    [Fact]
    public void Equal_codes_are_chosen_once() => Assert.Equal([0], TypicalStyles.Choose([[1f], [1f], [1f]], 4));

    [Fact]
    public void No_codes_are_refused() => Assert.Throws<ArgumentException>(() => TypicalStyles.Choose([], 1));
}
