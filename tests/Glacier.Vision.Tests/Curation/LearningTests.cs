using Glacier.Vision.Curation;

namespace Glacier.Vision.Tests.Curation;

public sealed class LearningTests
{
    /// <summary>Clouds of points around corners of a cube, the same at every call.</summary>
    private static (float[][] Features, int[] Labels, string[] Keys) Clouds(int each, double spread, int length = 6)
    {
        var random = new Random(7);
        var (features, labels) = (new List<float[]>(), new List<int>());
        for (var i = 0; i < 3 * each; i++)
        {
            labels.Add(i % 3);
            features.Add([.. Enumerable.Range(0, length).Select(k => (float)((k == i % 3 ? 1 : 0) + (spread * (random.NextDouble() - 0.5))))]);
        }

        return ([.. features], [.. labels], [.. Enumerable.Range(0, 3 * each).Select(i => $"{i * 2654435761L % 65536:x4}-{i}")]);
    }

    [Fact]
    public void Regression_separates_what_is_separate_and_its_probabilities_add_up()
    {
        var (features, labels, _) = Clouds(40, 0.5);
        var model = SoftmaxRegression.Fit(features, labels, 3);
        for (var i = 0; i < features.Length; i++)
        {
            var p = model.Probabilities(features[i]);
            Assert.Equal(1, p.Sum(), 1e-5f);
            Assert.Equal(labels[i], Array.IndexOf(p, p.Max()));
        }
    }

    [Fact]
    public void At_the_optimum_each_class_gets_its_share_of_probability()
    {
        // the offsets are free of penalty, so the gradient along them vanishes: the mean probability over examples that weigh 1 in 3 a class is 1 in 3
        var (features, labels, _) = Clouds(30, 3);
        labels = [.. labels.Select((label, i) => i > 45 && label == 2 ? 1 : label)];
        var model = SoftmaxRegression.Fit(features, labels, 3);
        for (var c = 0; c < 3; c++)
            Assert.Equal(1 / 3.0, features.Select((x, i) => model.Probabilities(x)[c] / (3.0 * labels.Count(label => label == labels[i]))).Sum(), 2e-3);
    }

    [Fact]
    public void A_class_without_examples_is_refused() => Assert.Throws<ArgumentException>(() => SoftmaxRegression.Fit([[1f], [2f]], [0, 0], 2));

    [Fact]
    public void Held_out_accuracy_is_high_where_labels_follow_features_and_chance_where_they_do_not()
    {
        var (features, labels, keys) = Clouds(60, 0.5);
        Assert.True(SubjectClassifier.Fit(features, labels, keys, 3, 0).HeldOutAccuracy.Labels > 0.97);
        var random = new Random(3);
        int[] shuffled = [.. labels.OrderBy(_ => random.Next())];
        Assert.InRange(SubjectClassifier.Fit(features, shuffled, keys, 3, 0).HeldOutAccuracy.Labels, 0.15, 0.5);
    }

    [Fact]
    public void A_photograph_is_judged_by_the_regression_that_never_saw_it()
    {
        // one example with a label against all others of its kind: had it been seen, its label would show
        var (features, labels, keys) = Clouds(40, 0.2);
        labels[0] = 1;
        var model = SubjectClassifier.Fit(features, labels, keys, 3, 0);
        Assert.True(model.Probabilities(features[0], keys[0])[0] > 0.7);
    }

    [Fact]
    public void A_photograph_never_votes_on_itself_and_labels_weigh_the_same()
    {
        float[][] features = [[1, 0], [0.9f, 0.1f], [0, 1], [0.1f, 0.9f], [0.2f, 0.8f], [0.3f, 0.9f]];
        var neighbours = new NearestNeighbours(features, [true, true, false, false, false, false], ["a", "b", "c", "d", "e", "f"], 1);
        Assert.Equal(1, neighbours.Share([1, 0], "a"));
        Assert.Equal(0, neighbours.Share([0, 1], "x"));
        var all = new NearestNeighbours(features, [true, true, false, false, false, false], ["a", "b", "c", "d", "e", "f"], 6);
        Assert.Equal(0.5, all.Share([1, 1], "x"), 1e-9);
        Assert.Equal(1 / 3.0, all.Share([1, 0], "a"), 1e-9);
    }

    [Fact]
    public void Affinities_are_symmetric_add_up_to_one_and_have_the_perplexity()
    {
        var (features, _, _) = Clouds(20, 1);
        var p = TSne.Affinities(features, 10);
        Assert.Equal(1, p.Sum(row => row.Sum()), 1e-3f);
        for (var i = 0; i < p.Length; i++)
            for (var j = 0; j < p.Length; j++)
                Assert.Equal(p[i][j], p[j][i], 1e-9f);
        var entropy = p.Average(row => -row.Select(v => v / row.Sum()).Sum(q => q > 1e-9 ? q * Math.Log(q) : 0));
        Assert.InRange(Math.Exp(entropy), 8, 15);
    }

    [Fact]
    public void A_map_keeps_clouds_apart_and_is_the_same_every_time()
    {
        var (features, labels, _) = Clouds(25, 0.4);
        var map = TSne.Map(features, 10, 400);
        Assert.Equal(map, TSne.Map(features, 10, 400));
        var right = Enumerable.Range(0, map.Length).Count(i => labels[Enumerable.Range(0, map.Length).Where(j => j != i)
            .MinBy(j => Math.Pow(map[i].X - map[j].X, 2) + Math.Pow(map[i].Y - map[j].Y, 2))] == labels[i]);
        Assert.True(right >= map.Length - 1, $"{right} of {map.Length}");
        Assert.Equal(2, TSne.Map([[1f], [2f]]).Length);
        Assert.Empty(TSne.Map([]));
    }
}
