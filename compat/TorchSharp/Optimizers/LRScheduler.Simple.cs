namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The initial rate times a function of the step.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double> _factor;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factor = lr_lambda;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => _baseRates.Select(rate => rate * _factor(_last_epoch));
                }

                /// <summary>The rate times gamma every so many steps.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int _size;
                    private readonly double _gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _size = step_size;
                        _gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        _optimizer.ParamGroups.Select(group => _last_epoch == 0 || _last_epoch % _size != 0 ? group.LearningRate : group.LearningRate * _gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => _baseRates.Select(rate => rate * Math.Pow(_gamma, _last_epoch / _size));
                }

                /// <summary>Half a cosine from the initial rate to the least one in T_max steps (Loshchilov and Hutter 2017), and back again.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _steps;
                    private readonly double _least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _steps = T_max;
                        _least = eta_min;
                        step();
                    }

                    // from the rate of the step before, so that a rate changed from outside stays changed
                    protected override IEnumerable<double> get_lr()
                    {
                        var groups = _optimizer.ParamGroups.Select(group => group.LearningRate);
                        if (_last_epoch == 0)
                        {
                            return groups;
                        }

                        return (_last_epoch - 1 - _steps) % (2 * _steps) == 0
                            ? groups.Zip(_baseRates, (rate, initial) => rate + ((initial - _least) * (1 - Math.Cos(Math.PI / _steps)) / 2))
                            : groups.Select(rate => ((rate - _least) * Height(_last_epoch) / Height(_last_epoch - 1)) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => _baseRates.Select(rate => _least + ((rate - _least) * Height(_last_epoch) / 2));

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / _steps);
                }
            }
        }
    }
}
