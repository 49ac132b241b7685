using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the normalisations with running statistics share.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private protected NormBase(string name, long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            register_parameter(nameof(weight), ones(num_features, dtype, device).AsParameter());
            register_parameter(nameof(bias), zeros(num_features, dtype, device).AsParameter());
        }

        if (track_running_stats)
        {
            register_buffer(nameof(running_mean), zeros(num_features, dtype, device));
            register_buffer(nameof(running_var), ones(num_features, dtype, device));
            register_buffer(nameof(num_batches_tracked), zeros(Array.Empty<long>(), ScalarType.Int64, device));
        }
    }

    public long num_features { get; }

    public double eps { get; set; }

    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => _internal_params.TryGetValue(nameof(weight), out var value) ? value : null!;
        set => ConditionallyRegisterParameter(nameof(weight), value);
    }

    public Parameter? bias
    {
        get => _internal_params.TryGetValue(nameof(bias), out var value) ? value : null;
        set => ConditionallyRegisterParameter(nameof(bias), value);
    }

    public Tensor? running_mean => _internal_buffers.TryGetValue(nameof(running_mean), out var value) ? value.Item1 : null;

    public Tensor? running_var => _internal_buffers.TryGetValue(nameof(running_var), out var value) ? value.Item1 : null;

    public Tensor? num_batches_tracked => _internal_buffers.TryGetValue(nameof(num_batches_tracked), out var value) ? value.Item1 : null;
}
