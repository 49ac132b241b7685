namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that has nothing to learn.</summary>
        public abstract class ParameterLessModule<T, TResult> : Module<T, TResult>
        {
            protected ParameterLessModule(string name)
                : base(name)
            {
            }
        }
    }
}
