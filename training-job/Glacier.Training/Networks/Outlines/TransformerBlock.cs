using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>Block of a vision transformer (Dosovitskiy et al. 2021): norm and attention, norm and perceptron, each beside a shortcut. GELU follows both dense layers.</summary>
public sealed class TransformerBlock : Module<Tensor, Tensor>
{
    private readonly double _dropout;

    /// <summary>Makes the block.</summary>
    /// <param name="embedding">Length of a token; a multiple of the heads.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="ratio">Inner length of the perceptron over that of a token.</param>
    /// <param name="dropout">Probability that a value is dropped in training.</param>
    public TransformerBlock(int embedding, int heads, int ratio, double dropout)
        : base(nameof(TransformerBlock))
    {
        (Heads, _dropout) = (heads, dropout);
        AttentionNorm = LayerNorm(embedding);
        QueryKeyValue = Linear(embedding, 3 * embedding);
        Projection = Linear(embedding, embedding);
        PerceptronNorm = LayerNorm(embedding);
        Widen = Linear(embedding, ratio * embedding);
        Narrow = Linear(ratio * embedding, embedding);
        RegisterComponents();
    }

    /// <summary>Heads of the attention.</summary>
    public int Heads { get; }

    /// <summary>Norm before the attention.</summary>
    [field: ComponentName(Name = "attention_norm")]
    public LayerNorm AttentionNorm { get; }

    /// <summary>Queries, keys and values of all heads.</summary>
    [field: ComponentName(Name = "query_key_value")]
    public Linear QueryKeyValue { get; }

    /// <summary>Of the heads' results together.</summary>
    [field: ComponentName(Name = "projection")]
    public Linear Projection { get; }

    /// <summary>Norm before the perceptron.</summary>
    [field: ComponentName(Name = "perceptron_norm")]
    public LayerNorm PerceptronNorm { get; }

    /// <summary>First dense layer of the perceptron.</summary>
    [field: ComponentName(Name = "widen")]
    public Linear Widen { get; }

    /// <summary>Its second dense layer.</summary>
    [field: ComponentName(Name = "narrow")]
    public Linear Narrow { get; }

    /// <summary>Maps tokens [N, T, embedding] to as many.</summary>
    public override Tensor forward(Tensor input)
    {
        var x = input + functional.dropout(Attention(AttentionNorm.call(input)), _dropout, training);
        var y = functional.dropout(functional.gelu(MixedPrecision.Of(Widen, PerceptronNorm.call(x))), _dropout, training);
        return x + functional.dropout(functional.gelu(MixedPrecision.Of(Narrow, y)), _dropout, training);
    }

    private Tensor Attention(Tensor x)
    {
        var (count, tokens, embedding) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = MixedPrecision.Of(QueryKeyValue, x).view(count, tokens, 3, Heads, embedding / Heads).permute(2, 0, 3, 1, 4);
        var (query, key, value) = (parts.select(0, 0), parts.select(0, 1), parts.select(0, 2));
        var weights = MixedPrecision.Product(query * (1 / Math.Sqrt(embedding / (double)Heads)), key.transpose(-2, -1)).softmax(-1);
        return MixedPrecision.Of(Projection, MixedPrecision.Product(weights, value).transpose(1, 2).reshape(count, tokens, embedding));
    }
}
