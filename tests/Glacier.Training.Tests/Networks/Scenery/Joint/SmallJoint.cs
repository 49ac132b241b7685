using Glacier.Training.Networks.Scenery.Joint;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Scenery.Joint;

/// <summary>Joint networks small enough for tests.</summary>
internal static class SmallJoint
{
    public static JointNetworkOptions Options { get; } = new()
    {
        Size = 32,
        ConditionChannels = 3,
        StyleDimension = 5,
        LatentDimension = 7,
        MappingLayers = 2,
        Channels = new Dictionary<int, int> { [32] = 4, [16] = 6, [8] = 8, [4] = 10, [2] = 12 },
    };

    /// <summary>A generator whose noise does something.</summary>
    public static JointGenerator NoisyGenerator(JointNetworkOptions? options = null)
    {
        var generator = new JointGenerator(options ?? Options);
        using var constant = no_grad();
        foreach (var level in generator.Levels) level.Conv1.NoiseStrength!.fill_(0.3f);
        return generator;
    }
}
