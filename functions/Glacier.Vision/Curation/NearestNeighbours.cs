using System.Numerics.Tensors;

namespace Glacier.Vision.Curation;

/// <summary>Votes of the most similar labelled photographs, by the cosine of their features.</summary>
/// <param name="features">One vector a labelled photograph.</param>
/// <param name="positive">Whether each shows the subject.</param>
/// <param name="keys">Content hash of each: a photograph never votes on itself.</param>
/// <param name="count">Number of neighbours that vote.</param>
public sealed class NearestNeighbours(IReadOnlyList<float[]> features, IReadOnlyList<bool> positive, IReadOnlyList<string> keys, int count)
{
    private readonly float[] _lengths = [.. features.Select(vector => TensorPrimitives.Norm(vector))];

    // each label weighs the same in all, however many photographs it has
    private readonly double _negativeWeight = positive.Count(p => p) / (double)Math.Max(1, positive.Count(p => !p));

    /// <summary>Part of the neighbours' votes that say the subject is shown, 0 … 1.</summary>
    /// <param name="vector">Features of a photograph.</param>
    /// <param name="key">Its content hash.</param>
    public double Share(float[] vector, string key)
    {
        var length = TensorPrimitives.Norm(vector);
        var similar = new double[features.Count];
        Parallel.For(0, features.Count, i => similar[i] = keys[i] == key ? double.NegativeInfinity : TensorPrimitives.Dot(features[i], vector) / Math.Max(_lengths[i] * length, 1e-20));
        var nearest = Enumerable.Range(0, features.Count).Where(i => keys[i] != key).OrderByDescending(i => similar[i]).ThenBy(i => i).Take(count).ToArray();
        double yes = nearest.Count(i => positive[i]);
        var no = (nearest.Length - yes) * _negativeWeight;
        return yes + no == 0 ? 0 : yes / (yes + no);
    }
}
