namespace Glacier.Training.Tests;

/// <summary>Tests whose outcome hangs on the tensor library's one random generator run alone: others would draw from it in between.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GlobalChance
{
    public const string Name = "global chance";
}
