using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW share: everything but where the weight decay goes.</summary>
public abstract class AdamBase<TOptions> : OptimizerHelper, IBetas
    where TOptions : AdamOptions, new()
{
    private protected AdamBase(IEnumerable<Modules.ParamGroup> parameters, double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
    {
        _defaults = With(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    public (double, double) Betas
    {
        get => _parameter_groups.Select(group => ((IBetas)group).Betas).First();
        set
        {
            foreach (var group in _parameter_groups)
            {
                ((IBetas)group).Betas = value;
            }
        }
    }

    public override void add_param_group(Modules.ParamGroup param_group) => Add(
        param_group,
        (TOptions)_defaults,
        (options, defaults) =>
        {
            options.beta1 ??= defaults.beta1;
            options.beta2 ??= defaults.beta2;
            options.eps ??= defaults.eps;
            options.weight_decay ??= defaults.weight_decay;
            options.amsgrad ??= defaults.amsgrad;
            options.maximize ??= defaults.maximize;
        },
        NewState);

    public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup<TOptions>>(Update, closure);

    private protected static TOptions With(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize) => new()
    {
        LearningRate = lr,
        InitialLearningRate = lr,
        beta1 = beta1,
        beta2 = beta2,
        eps = eps,
        weight_decay = weight_decay,
        amsgrad = amsgrad,
        maximize = maximize,
    };

    private protected abstract AdamState NewState(Parameter parameter);

    /// <summary>The gradient after weight decay; a decoupled one shrinks the parameter instead.</summary>
    private protected abstract Tensor Decayed(Parameter parameter, Tensor gradient, double rate, double decay);

    private void Update(ParamGroup<TOptions> group)
    {
        var options = group.Options;
        double beta1 = options.beta1!.Value, beta2 = options.beta2!.Value, lr = options.LearningRate!.Value;
        foreach (var param in group.Parameters)
        {
            var gradient = param.grad;
            if (gradient is null)
            {
                continue;
            }

            if (options.maximize!.Value)
            {
                gradient = -gradient;
            }

            var state = StateOf<AdamState>(param);
            state.step++;
            if (options.weight_decay != 0)
            {
                gradient = Decayed(param, gradient, lr, options.weight_decay!.Value);
            }

            state.exp_avg.mul_(beta1).add_(gradient, alpha: 1 - beta1);
            state.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
            var second = state.exp_avg_sq;
            if (options.amsgrad!.Value)
            {
                second = maximum(state.max_exp_avg_sq!, second);
                state.max_exp_avg_sq!.copy_(second);
            }

            var denominator = second.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, state.step))).add_(options.eps!.Value);
            param.addcdiv_(state.exp_avg, denominator, value: -lr / (1 - Math.Pow(beta1, state.step)));
        }
    }

    /// <summary>Parameters that share their settings.</summary>
    public abstract class Group : ParamGroup<TOptions>, IBetas
    {
        private protected Group()
        {
        }

        private protected Group(IEnumerable<Parameter> parameters, TOptions options)
            : base(parameters, options)
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }
}
