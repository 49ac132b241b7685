using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that has nothing to learn.</summary>
public abstract class ParameterLessModule<T, TResult> : nn.Module<T, TResult>
{
    protected ParameterLessModule(string name)
        : base(name)
    {
    }
}
