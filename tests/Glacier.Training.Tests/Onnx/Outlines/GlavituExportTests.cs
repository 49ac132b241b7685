using Glacier.Training.Networks.Outlines;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Outlines;
using Glacier.Training.Tests.Networks.Outlines;
using Glacier.Training.Tests.Onnx.Scenery;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Outlines;

public sealed class GlavituExportTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // 32 bits: within 1e-3, as the issue asks. 16 bits: what rounding the weights to eleven bits does to logits of this spread
    [Theory]
    [InlineData(LocationEncoding.None, 1, WeightPrecision.Float32, 1e-3f)]
    [InlineData(LocationEncoding.None, 2, WeightPrecision.Float32, 1e-3f)]
    [InlineData(LocationEncoding.Region, 2, WeightPrecision.Float32, 1e-3f)]
    [InlineData(LocationEncoding.Coordinates, 2, WeightPrecision.Float32, 1e-3f)]
    [InlineData(LocationEncoding.None, 2, WeightPrecision.Float16, 2e-2f)]
    public void The_graph_computes_what_libtorch_does_for_any_batch_any_modalities_and_any_dropout(LocationEncoding location, int stride, WeightPrecision precision, float tolerance)
    {
        using var network = RandomWeights.Disturbed(new Glavitu(SmallGlavitu.Options(location, stride)), 5);
        var model = GlavituExport.Export(network, precision);
        using var graph = new OnnxNetwork(model);
        foreach (var count in new[] { 1, 3 })
        {
            var random = new Random(count);
            var windows = Parity.Gaussian(random, count, 11, 32, 32);
            foreach (var absent in new int[][] { [], [4, 5], [6, 7], [6, 7, 8, 9, 10], [0, 1, 2, 3, 4, 5] })
            {
                var present = Enumerable.Range(0, count * 11).Select(i => absent.Contains(i % 11) ? 0f : 1f).ToArray();
                var keep = Enumerable.Range(0, count * network.KeepLength).Select(_ => absent.Length == 0 ? 1f : random.NextDouble() < 0.1 ? 0 : 1 / 0.9f).ToArray();
                var place = Enumerable.Range(0, count * network.Options.LocationLength).Select(i => absent.Length == 2 ? 0f : i % 3 == 0 ? 1 : 0).ToArray();
                var inputs = new List<(string, float[], long[])> { ("windows", windows, [count, 11, 32, 32]), ("present", present, [count, 11]), ("keep", keep, [count, network.KeepLength]) };
                if (location != LocationEncoding.None)
                {
                    inputs.Add((location == LocationEncoding.Region ? "region" : "location", place, [count, network.Options.LocationLength]));
                }

                using var constant = no_grad();
                var expected = network.call(
                    tensor(windows, [count, 11, 32, 32]), tensor(present, [count, 11]), place.Length == 0 ? null : tensor(place, [count, network.Options.LocationLength]),
                    tensor(keep, [count, network.KeepLength])).Logits.ToFloats();
                var found = graph.Run([.. inputs]);
                Assert.True(expected.Max() - expected.Min() > 0.1f);
                Assert.InRange(expected.Zip(found, (a, b) => MathF.Abs(a - b)).Max(), 0, tolerance);
            }
        }
    }

    [Fact]
    public void Only_what_the_network_takes_is_an_input_and_all_of_it_has_a_meaning()
    {
        foreach (var (location, more) in new[] { (LocationEncoding.None, ""), (LocationEncoding.Region, "region"), (LocationEncoding.Coordinates, "location") })
        {
            using var network = new Glavitu(SmallGlavitu.Options(location));
            var names = GlavituExport.Export(network).Graph.Inputs.Select(input => input.Name).ToArray();
            Assert.Equal(new[] { "windows", "present", more, "keep" }.Where(name => name.Length > 0), names);
            Assert.All([.. names, "logits"], name => Assert.True(GlavituExport.Meanings.ContainsKey(name)));
        }
    }
}
