namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up to the highest rate and down to almost nothing (Smith and Topin 2019), momentum the other way round.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int _steps;
                    private readonly bool _cyclesMomentum;
                    private readonly List<Phase> _phases;
                    private readonly Func<double, double, double, double> _between;

                    /// <exception cref="ArgumentException">no number of steps, or one that is not positive; pct_start outside of 0…1</exception>
                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (pct_start is < 0 or > 1)
                        {
                            throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}");
                        }

                        if (total_steps == -1 && epochs == -1 && steps_per_epoch == -1)
                        {
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)");
                        }

                        _steps = total_steps != -1 ? total_steps : epochs * steps_per_epoch;
                        if (_steps <= 0)
                        {
                            throw new ArgumentException($"Expected positive integer total_steps, but got {_steps}");
                        }

                        _cyclesMomentum = cycle_momentum;
                        _between = anneal_strategy == AnnealStrategy.Cos
                            ? (start, end, part) => end + ((start - end) / 2 * (Math.Cos(Math.PI * part) + 1))
                            : (start, end, part) => start + ((end - start) * part);
                        var initial = max_lr / div_factor;
                        var least = initial / final_div_factor;
                        var rise = pct_start * _steps;
                        _phases = three_phase
                            ?
                            [
                                new(rise - 1, initial, max_lr, max_momentum, base_momentum),
                                new((2 * rise) - 2, max_lr, initial, base_momentum, max_momentum),
                                new(_steps - 1, initial, least, max_momentum, max_momentum),
                            ]
                            :
                            [
                                new(rise - 1, initial, max_lr, max_momentum, base_momentum),
                                new(_steps - 1, max_lr, least, base_momentum, max_momentum),
                            ];
                        step();
                    }

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    /// <exception cref="InvalidOperationException">the cycle is over</exception>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _steps)
                        {
                            throw new InvalidOperationException($"Tried to step {_last_epoch + 1} times. The specified number of total steps is {_steps}");
                        }

                        var start = 0.0;
                        var phase = _phases[0];
                        foreach (var candidate in _phases)
                        {
                            phase = candidate;
                            if (_last_epoch <= candidate.End || ReferenceEquals(candidate, _phases[^1]))
                            {
                                break;
                            }

                            start = candidate.End;
                        }

                        var part = (_last_epoch - start) / (phase.End - start);
                        if (_cyclesMomentum)
                        {
                            var momentum = _between(phase.StartMomentum, phase.EndMomentum, part);
                            foreach (var group in _optimizer.ParamGroups)
                            {
                                if (group is IBetas betas)
                                {
                                    betas.Betas = (momentum, betas.Betas.Item2);
                                }
                            }
                        }

                        var rate = _between(phase.StartRate, phase.EndRate, part);
                        return _optimizer.ParamGroups.Select(_ => rate);
                    }

                    private sealed record Phase(double End, double StartRate, double EndRate, double StartMomentum, double EndMomentum);
                }
            }
        }
    }
}
