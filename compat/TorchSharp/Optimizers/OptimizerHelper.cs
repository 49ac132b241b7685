using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>An optimizer with parameter groups and a state per parameter that can be saved and loaded.</summary>
public abstract class OptimizerHelper : Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);
    protected OptimizerOptions _defaults = null!;

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    /// <summary>Writes the optimizer's name, the counts, and every group's options and parameters' states.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        writer.Write(_parameter_groups.Count);
        writer.Write(_states.Count);
        foreach (var group in _parameter_groups)
        {
            group.Options.SaveStateDict(writer);
        }

        foreach (var parameter in parameters())
        {
            _states[parameter].SaveStateDict(writer);
        }
    }

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    public void load_state_dict(string location)
    {
        if (!File.Exists(location))
        {
            throw new FileNotFoundException(location);
        }

        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <exception cref="InvalidDataException">another optimizer wrote it, or the groups or parameters are not as many</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var optimizer = reader.ReadString();
        if (optimizer != GetType().Name)
        {
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{optimizer}' in the loaded stream.");
        }

        if (reader.ReadInt32() != _parameter_groups.Count || reader.ReadInt32() != _states.Count)
        {
            throw new InvalidDataException("Mismatched number of parameter groups or parameters in the loaded stream.");
        }

        using var gradients = no_grad();
        foreach (var group in _parameter_groups)
        {
            group.Options.LoadStateDict(reader);
        }

        foreach (var parameter in parameters())
        {
            _states[parameter].LoadStateDict(reader);
        }
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        var index = 0;
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            List<int> places = [];
            foreach (var parameter in group.Parameters)
            {
                places.Add(index++);
                dictionary.State.Add(_states[parameter]);
            }

            dictionary.StateIndexRef.Add(places);
        }

        return dictionary;
    }

    /// <exception cref="InvalidDataException">the groups or parameters are not as many</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        if (state_dict.Options.Count != _parameter_groups.Count || state_dict.State.Count != _states.Count)
        {
            throw new InvalidDataException("Mismatched number of parameter groups or parameters.");
        }

        using var gradients = no_grad();
        for (var i = 0; i < _parameter_groups.Count; i++)
        {
            if (!ReferenceEquals(_parameter_groups[i].Options, state_dict.Options[i]))
            {
                _parameter_groups[i].Options.LoadStateDict(state_dict.Options[i]);
            }
        }

        foreach (var (parameter, source) in parameters().Zip(state_dict.State))
        {
            if (!ReferenceEquals(_states[parameter], source))
            {
                _states[parameter].LoadStateDict(source);
            }
        }
    }

    public void to(Device device)
    {
        foreach (var state in _states.Values)
        {
            state.to(device);
        }
    }

    private protected void Add<TOptions>(ParamGroup group, TOptions defaults, Action<TOptions, TOptions> fill, Func<Parameter, OptimizerState> state)
        where TOptions : OptimizerOptions, new()
    {
        group.Options ??= new TOptions();
        var options = (TOptions)group.Options;
        options.LearningRate ??= defaults.LearningRate;
        fill(options, defaults);
        options.InitialLearningRate = options.LearningRate!.Value;
        group.Parameters = group.Parameters.ToList();
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var fresh = state(parameter);
            fresh.Initialize(options);
            _states.Add(parameter, fresh);
        }
    }

    private protected T StateOf<T>(Parameter parameter)
        where T : OptimizerState => (T)_states[parameter];

    /// <summary>Evaluates the closure, then updates every group without gradients and without leaving tensors behind.</summary>
    protected Tensor _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using (enable_grad())
            {
                loss = loss_closure();
            }
        }

        using (no_grad())
        using (NewDisposeScope())
        {
            foreach (var group in _parameter_groups)
            {
                body((T)group);
            }
        }

        return loss!;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var state in _states.Values)
            {
                (state as IDisposable)?.Dispose();
            }

            _states.Clear();
        }

        base.Dispose(disposing);
    }
}
