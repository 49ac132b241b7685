using Glacier.Training.Data;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>
/// Seeds every source of chance anew at each step from (seed, step): the state of the random generators is then part of the step's number, and a
/// resumed run needs no other.
/// </summary>
public static class StepSeed
{
    private const int Tensors = 1;
    private const int Augmentation = 2;

    /// <summary>Seeds the tensor library.</summary>
    public static void Apply(int seed, long step) => manual_seed((long)(new SeededRandom(seed, step, Tensors).Bits() >> 1));

    /// <summary>Chance of the augmentation at a step.</summary>
    public static Random Augmenting(int seed, long step) => new((int)(new SeededRandom(seed, step, Augmentation).Bits() >> 33));
}
