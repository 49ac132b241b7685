using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Tests.TorchSharp;

/// <summary>Values that PyTorch 1.13 gives for the same inputs, wave i ↦ a·sin(f·i) in double precision.</summary>
public sealed class GoldenValueTests : IDisposable
{
    private const double Tolerance = 2e-10;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Dictionary<string, (Func<Tensor> Compute, double[] Expected)> _cases;

    public GoldenValueTests()
    {
        var x = Wave([1, 2, 4, 4]);
        _cases = new()
        {
            ["interpolate bilinear"] = (() => F.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear, align_corners: false)[0, 0, ..2], [0.0, 0.1610544218, 0.4831632654, 0.7295256979, 0.9001417193, 0.9548896392, 0.8937694575, 0.8632093666, 0.0837470375, 0.1616771428, 0.3175373533, 0.4268989325, 0.4897618804, 0.4913434837, 0.4316437425, 0.4017938718]),
            ["interpolate bilinear corners"] = (() => F.interpolate(x, size: [3, 7], mode: InterpolationMode.Bilinear, align_corners: true)[0, 1], [-0.9791777292, -0.7986574207, -0.6181371122, -0.2922570325, 0.0336230472, 0.3515964047, 0.6695697622, 0.0515201611, -0.0067097131, -0.0649395872, -0.10789841, -0.1508572328, -0.1583407988, -0.1658243647, 0.6819636201, 0.837365013, 0.9927664058, 0.9147110222, 0.8366556385, 0.5618541449, 0.2870526513]),
            ["interpolate bicubic"] = (() => F.interpolate(x, size: [3, 3], mode: InterpolationMode.Bicubic, align_corners: false)[0, 1], [-0.6306797242, -0.156893277, 0.4584771529, 0.0627344509, -0.2029293993, -0.2854652462, 0.4617537032, 0.7033243919, 0.3101995063]),
            ["interpolate area"] = (() => F.interpolate(x, size: [2, 2], mode: InterpolationMode.Area), [0.1571056524, -0.0013423221, 0.1398111333, 0.0997449858, 0.0597598364, 0.1560599372, -0.0471157533, 0.1423245388]),
            ["interpolate nearest"] = (() => F.interpolate(x, size: [3, 3], mode: InterpolationMode.Nearest)[0, 1], [-0.9791777292, -0.6181371122, 0.0336230472, 0.9906073557, 0.8457468311, 0.3031183567, -0.8875670336, -0.9756260055, -0.6048328224]),
            ["interpolate antialias"] = (() => F.interpolate(x, size: [2, 3], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true)[0, 1], [-0.0978762518, 0.0080424672, 0.108665689, 0.07582977, 0.1354110598, 0.1058320374]),
            ["grid_sample 3D"] = (() => F.grid_sample(Wave([1, 1, 3, 3, 3]), Wave([1, 1, 2, 2, 3], 0.9), align_corners: false), [-0.434025524, 0.286942083, 0.5459179311, -0.2853971568]),
            ["gelu"] = (() => F.gelu(x[0, 0, ..2]), [0.0, 0.476903311, 0.8256082009, 0.6957370968, 0.2114388214, -0.1272906358, -0.1670984428, -0.1600793145]),
            ["softplus"] = (() => F.softplus(x[0, 0, ..2]), [0.6931471806, 1.0662600653, 1.3026454468, 1.2151373856, 0.8746032879, 0.5330584572, 0.349453258, 0.318011258]),
            ["layer_norm"] = (() => F.layer_norm(x[0, 0], [4]), [-1.6399236868, 0.0552549142, 0.9531645313, 0.6315042413, 1.5399589402, 0.2239048063, -0.7755407868, -0.9883229597, -1.4320364607, -0.3880147004, 0.6432679685, 1.1767831927, 1.3235691265, 0.5114262172, -0.5283241678, -1.3066711759]),
            ["instance_norm"] = (() => F.instance_norm(x)[0, 1], [-1.4976130165, -0.9860402193, -0.0625353496, 0.8385628222, 1.2934537459, 1.0881951122, 0.3193232638, -0.6515493551, -1.3678061815, -1.492580438, -0.9671888423, -0.0387312712, 0.856124172, 1.2965129899, 1.0753134401, 0.2965591273]),
            ["unfold"] = (() => F.unfold(x[.., ..1], 2, stride: 2), [0.0, 0.98544973, -0.6312666379, 0.6569865987, 0.6442176872, 0.8632093666, 0.0168139005, 0.9881682339, 0.3349881502, -0.8715757724, 0.8545989081, -0.3664791293, -0.3507832277, -0.9824526126, 0.3190983623, -0.87969576]),
            ["pad reflect"] = (() => F.pad(x[.., ..1, ..2, ..2], (1, 1, 1, 1), PaddingModes.Reflect), [-0.3507832277, 0.3349881502, -0.3507832277, 0.3349881502, 0.6442176872, 0.0, 0.6442176872, 0.0, -0.3507832277, 0.3349881502, -0.3507832277, 0.3349881502, 0.6442176872, 0.0, 0.6442176872, 0.0]),
            ["pad negative"] = (() => F.pad(x[.., ..1], (-1, -1, -1, 0)), [-0.3507832277, -0.8715757724, 0.0168139005, 0.6569865987, 0.3190983623, -0.3664791293]),
            ["avg_pool2d"] = (() => F.avg_pool2d(x, 3, 2, 1), [0.0698247344, 0.0320072412, 0.0603832728, -0.1633243785, 0.0265599273, 0.0946499409, 0.1830990193, 0.1503591474]),
            ["max_pool2d"] = (() => F.max_pool2d(x, 2), [0.6442176872, 0.98544973, 0.8545989081, 0.9881682339, 0.9906073557, 0.6695697622, 0.9927664058, 0.8366556385]),
            ["cumprod"] = (() => Wave([5], 0.3).add(1).cumprod(0), [1.0, 1.2955202067, 2.0270259405, 3.6148499062, 6.9840313086]),
            ["logsumexp"] = (() => x[0, 0].logsumexp(1), [2.073708905, 1.0628966185, 1.818750861, 1.575756578]),
            ["cross_entropy"] = (() => F.cross_entropy(x[0, 0], tensor(new long[] { 0, 3, 1, 2 }), label_smoothing: 0.1), [1.9226217687]),
            ["kl_div"] = (() => F.kl_div(F.log_softmax(x[0, 0], 1), F.log_softmax(x[0, 1], 1), log_target: true, reduction: nn.Reduction.Sum), [0.3330080115]),
            ["smooth_l1"] = (() => F.smooth_l1_loss(x[0, 0], x[0, 1] * 2, beta: 0.5), [1.1395498944]),
            ["conv_transpose2d"] = (() => F.conv_transpose2d(x[.., .., ..2, ..2], Wave([2, 1, 3, 3], 0.4), strides: [2, 2], padding: [1, 1], output_padding: [1, 1]), [0.8650591236, 1.834324612, 1.1900391045, 0.9759948219, -0.7333659743, -0.9525808588, -0.6329028328, -1.3994863791, -0.5403113682, -1.4901802521, -1.0978126303, -0.8528580449, 0.2276715604, -0.003338253, -0.0189371039, 0.4383714714]),
            ["quantile"] = (() => quantile(x.flatten(), tensor(new[] { 0.1, 0.5, 0.9 })), [-0.8867799062, 0.1687376696, 0.9732256937]),
            ["grid_sample bilinear zeros"] = (() => F.grid_sample(x, Wave([1, 2, 3, 2], 1.3, 1.2), GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: true)[0, 1], [0.7002984286, 0.2282345991, -0.6147748973, 0.0477941225, -0.7232643883, 0.5036215499]),
            ["grid_sample bilinear border"] = (() => F.grid_sample(x, Wave([1, 2, 3, 2], 1.3, 1.2), GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: true)[0, 1], [0.9147110222, 0.2282345991, -0.675738973, 0.068022527, -0.7232643883, 0.6957920267]),
            ["grid_sample bilinear reflection"] = (() => F.grid_sample(x, Wave([1, 2, 3, 2], 1.3, 1.2), GridSampleMode.Bilinear, GridSamplePaddingMode.Reflection, align_corners: true)[0, 1], [0.5150649132, 0.2282345991, -0.6842614775, -0.1001868788, -0.7232643883, 0.3829569936]),
            ["grid_sample nearest zeros"] = (() => F.grid_sample(x, Wave([1, 2, 3, 2], 1.3, 1.2), GridSampleMode.Nearest, GridSamplePaddingMode.Zeros, align_corners: true)[0, 1], [0.8366556385, 0.0336230472, -0.8875670336, 0.0504226878, -0.9791777292, 0.8366556385]),
            ["grid_sample nearest border"] = (() => F.grid_sample(x, Wave([1, 2, 3, 2], 1.3, 1.2), GridSampleMode.Nearest, GridSamplePaddingMode.Border, align_corners: true)[0, 1], [0.8366556385, 0.0336230472, -0.8875670336, 0.0504226878, -0.9791777292, 0.8366556385]),
            ["grid_sample nearest reflection"] = (() => F.grid_sample(x, Wave([1, 2, 3, 2], 1.3, 1.2), GridSampleMode.Nearest, GridSamplePaddingMode.Reflection, align_corners: true)[0, 1], [0.8366556385, 0.0336230472, -0.8875670336, 0.0504226878, -0.9791777292, 0.8366556385]),
        };
    }

    public static TheoryData<string> Names => ["interpolate bilinear", "interpolate bilinear corners", "interpolate bicubic", "interpolate area", "interpolate nearest", "interpolate antialias", "grid_sample 3D", "gelu", "softplus", "layer_norm", "instance_norm", "unfold", "pad reflect", "pad negative", "avg_pool2d", "max_pool2d", "cumprod", "logsumexp", "cross_entropy", "kl_div", "smooth_l1", "conv_transpose2d", "quantile", "grid_sample bilinear zeros", "grid_sample bilinear border", "grid_sample bilinear reflection", "grid_sample nearest zeros", "grid_sample nearest border", "grid_sample nearest reflection"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name)
    {
        var (compute, expected) = _cases[name];
        var actual = compute().contiguous().data<double>().ToArray();
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    [Fact]
    public void A_seed_gives_the_numbers_of_PyTorch()
    {
        manual_seed(42);
        Check([0.3366903663, 0.1288094074, 0.2344623655, 0.2303330302], randn(4));
        Check([0.9407714605, 0.1331859231, 0.9345980883], rand(3));
        Check([14.0, 10.0, 54.0, 31.0], randint(0, 100, [4]));

        static void Check(double[] expected, Tensor actual)
        {
            var values = actual.to(float64).data<double>().ToArray();
            Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    public void Dispose() => _scope.Dispose();

    private static Tensor Wave(long[] shape, double frequency = 0.7, double amplitude = 1)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return (arange(count, dtype: float64) * frequency).sin().mul(amplitude).reshape(shape);
    }
}
