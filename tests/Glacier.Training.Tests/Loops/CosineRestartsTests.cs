using Glacier.Training.Loops;

namespace Glacier.Training.Tests.Loops;

public class CosineRestartsTests
{
    private static readonly long[] s_cycles = [100, 300];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 0.5)]
    [InlineData(100, 1)]
    [InlineData(150, 0.8535534)]
    [InlineData(200, 0.5)]
    [InlineData(300, 0)]
    [InlineData(999, 0)]
    public void The_rate_is_half_a_cosine_in_every_cycle(long images, double share) => Assert.Equal(share, CosineRestarts.Share(images, s_cycles), 6);

    [Fact]
    public void It_rises_in_proportion_while_warming_up_and_is_unchanged_afterwards()
    {
        Assert.Equal(0, CosineRestarts.Share(0, s_cycles, 20));
        Assert.Equal(0.5 * CosineRestarts.Share(10, s_cycles), CosineRestarts.Share(10, s_cycles, 20), 9);
        Assert.Equal(CosineRestarts.Share(20, s_cycles), CosineRestarts.Share(20, s_cycles, 20));
    }
}
