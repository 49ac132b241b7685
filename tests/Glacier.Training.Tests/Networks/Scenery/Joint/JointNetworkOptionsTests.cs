using Glacier.Training.Networks.Scenery.Joint;

namespace Glacier.Training.Tests.Networks.Scenery.Joint;

public sealed class JointNetworkOptionsTests
{
    [Fact]
    public void Channels_double_downwards_up_to_the_maximum()
    {
        var channels = JointNetworkOptions.ChannelsByLevel(256, 24, 160);
        Assert.Equal([256, 128, 64, 32, 16], channels.Keys);
        Assert.Equal([24, 48, 96, 160, 160], channels.Values);
    }

    [Fact]
    public void Levels_below_those_listed_take_the_coarsest_and_levels_above_are_refused()
    {
        var options = new JointNetworkOptions();
        Assert.Equal(192, options.ChannelsAt(4));
        Assert.Contains("256", Assert.Throws<ArgumentException>(() => options.ChannelsAt(256)).Message);
        Assert.Throws<ArgumentException>(() => (options with { Size = 256 }).Checked());
    }

    [Theory]
    [InlineData(48, "Size")]
    [InlineData(16, "Size")]
    public void Impossible_sizes_are_named(int size, string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => (new JointNetworkOptions() with { Size = size }).Checked()).Message);

    [Fact]
    public void Impossible_spatial_levels_are_named()
    {
        var options = new JointNetworkOptions() with { SpatialLevels = [16, 8] };
        Assert.Contains("not 8", Assert.Throws<ArgumentException>(() => options.Checked()).Message);
    }
}
