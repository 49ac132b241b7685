using System.Numerics.Tensors;

namespace Glacier.Vision.Curation;

/// <summary>Multinomial logistic regression with an L2 penalty, fitted by Nesterov's accelerated gradient (1983); whole-batch and so without chance.</summary>
public sealed class SoftmaxRegression
{
    private const int Steps = 400;

    private readonly float[][] _weights;
    private readonly float[] _offsets;
    private readonly float[] _mean;
    private readonly float[] _scale;

    private SoftmaxRegression(int classes, float[] mean, float[] scale)
    {
        _weights = [.. Enumerable.Range(0, classes).Select(_ => new float[mean.Length])];
        (_offsets, _mean, _scale) = (new float[classes], mean, scale);
    }

    /// <summary>Fits the regression.</summary>
    /// <param name="features">One vector an example, all of one length.</param>
    /// <param name="classes">The class of each, 0 … count − 1.</param>
    /// <param name="count">Number of classes; each weighs the same in all, however many examples it has.</param>
    /// <param name="penalty">Weight of the squared coefficients beside the mean loss.</param>
    /// <exception cref="ArgumentException">No examples, or a class without any.</exception>
    public static SoftmaxRegression Fit(IReadOnlyList<float[]> features, IReadOnlyList<int> classes, int count, double penalty = 1e-4)
    {
        var share = new float[count];
        foreach (var label in classes)
        {
            share[label]++;
        }

        if (features.Count == 0 || share.Contains(0))
        {
            throw new ArgumentException("every class needs an example", nameof(classes));
        }

        var model = new SoftmaxRegression(count, Mean(features), Scale(features));
        float[][] inputs = [.. features.Select(model.Standardised)];
        float[] importance = [.. classes.Select(label => 1 / (share[label] * count))];

        // the loss's curvature is at most ½ · mean |x|² + penalty, with 1 more for the offset
        var step = (float)(1 / ((0.5 * inputs.Zip(importance, (x, w) => w * (1 + TensorPrimitives.Dot(x, x))).Sum()) + penalty));
        var before = new SoftmaxRegression(count, model._mean, model._scale);
        for (var t = 1; t <= Steps; t++)
        {
            model.Extrapolate(before, (t - 1f) / (t + 2f));
            model.Descend(inputs, classes, importance, step, (float)penalty);
        }

        return model;
    }

    /// <summary>Probability of each class.</summary>
    public float[] Probabilities(float[] features) => OfStandardised(Standardised(features));

    private float[] OfStandardised(float[] input)
    {
        var scores = new float[_weights.Length];
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = TensorPrimitives.Dot(_weights[c], input) + _offsets[c];
        }

        return Softmax(scores);
    }

    /// <summary>Scores to probabilities, in place.</summary>
    internal static float[] Softmax(float[] scores)
    {
        // below 0, so that no exponential overflows
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), scores);
        TensorPrimitives.SoftMax(scores, scores);
        return scores;
    }

    /// <summary>Moves on along the last step and remembers where it came from.</summary>
    private void Extrapolate(SoftmaxRegression before, float momentum)
    {
        for (var c = 0; c < _weights.Length; c++)
        {
            Move(_weights[c], before._weights[c]);
        }

        Move(_offsets, before._offsets);

        void Move(float[] now, float[] last)
        {
            for (var i = 0; i < now.Length; i++)
            {
                (now[i], last[i]) = (now[i] + (momentum * (now[i] - last[i])), now[i]);
            }
        }
    }

    private void Descend(float[][] inputs, IReadOnlyList<int> classes, float[] importance, float step, float penalty)
    {
        var errors = new float[inputs.Length][];
        Parallel.For(0, inputs.Length, n =>
        {
            errors[n] = OfStandardised(inputs[n]);
            errors[n][classes[n]] -= 1;
        });
        Parallel.For(0, _weights.Length, c =>
        {
            var weights = _weights[c];
            TensorPrimitives.Multiply(weights, 1 - (step * penalty), weights);
            for (var n = 0; n < inputs.Length; n++)
            {
                TensorPrimitives.MultiplyAdd(inputs[n], -step * importance[n] * errors[n][c], weights, weights);
                _offsets[c] -= step * importance[n] * errors[n][c];
            }
        });
    }

    private float[] Standardised(float[] features)
    {
        var result = new float[features.Length];
        TensorPrimitives.Subtract(features, _mean, result);
        TensorPrimitives.Multiply(result, _scale, result);
        return result;
    }

    private static float[] Mean(IReadOnlyList<float[]> features)
    {
        var mean = new float[features[0].Length];
        foreach (var vector in features)
        {
            TensorPrimitives.MultiplyAdd(vector, 1f / features.Count, mean, mean);
        }

        return mean;
    }

    /// <summary>1 / standard deviation, divided by √length so that a vector's length is about 1; 0 for what never changes.</summary>
    private static float[] Scale(IReadOnlyList<float[]> features)
    {
        var mean = Mean(features);
        var variance = new float[mean.Length];
        foreach (var vector in features)
        {
            for (var i = 0; i < variance.Length; i++)
            {
                variance[i] += (vector[i] - mean[i]) * (vector[i] - mean[i]) / features.Count;
            }
        }

        return Array.ConvertAll(variance, v => v > 1e-12f ? 1 / MathF.Sqrt(v * variance.Length) : 0);
    }
}
