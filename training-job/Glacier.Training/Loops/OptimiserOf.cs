using Glacier.Training.Augmentation;
using Glacier.Training.Configuration;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Makes optimisers and augmentation of their configurations.</summary>
internal static class OptimiserOf
{
    private const double Epsilon = 1e-8;

    public static Adam Adam(IReadOnlyList<Parameter> parameters, OptimiserConfiguration configuration) =>
        optim.Adam(parameters, configuration.LearningRate, configuration.Beta1, configuration.Beta2, Epsilon);

    public static DiffAugmentOptions Augmentation(AugmentationConfiguration configuration) => new()
    {
        Brightness = configuration.Brightness,
        Saturation = configuration.Saturation,
        Contrast = configuration.Contrast,
        Translation = configuration.Translation,
        Cutout = configuration.Cutout,
    };
}
