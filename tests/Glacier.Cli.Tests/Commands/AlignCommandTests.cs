using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

public sealed class AlignCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    // the georeference is moved, no pixel resampled: what is found can only be the shift
    [Theory]
    [InlineData(0.3, 0.3, 5)]
    [InlineData(-1.4, 0.6, -5)]
    [InlineData(3, -2.25, 5)]
    public void Align_recovers_a_shift_of_Aletsch_2009(double columns, double rows, double up)
    {
        var reference = RealData.Path("aletsch", "Aletsch_2009.tif");
        var moved = _work.Moved(reference, "moved_2009.tif", 100 * columns, 100 * rows, up);
        var output = _work.File("aligned.tif");
        var facts = GlacierProcess.Run(
            "align", moved, "--reference", reference, "--outline", RealData.Path("aletsch", "icemask_1880.tif"), "--out", output, "--json").Json;
        TestContext.Current.TestOutputHelper?.WriteLine(facts.ToString());
        Assert.True(facts.GetProperty("improved").GetBoolean());
        Assert.Equal(-columns, facts.GetProperty("dx").GetDouble() / 100, 0.05);
        Assert.Equal(-rows, facts.GetProperty("dy").GetDouble() / 100, 0.05);
        Assert.Equal(-up, facts.GetProperty("dz").GetDouble(), 0.05);
        var (before, after) = (facts.GetProperty("before"), facts.GetProperty("after"));
        Assert.True(after.GetProperty("nmad").GetDouble() < before.GetProperty("nmad").GetDouble());
        Assert.True(Math.Abs(after.GetProperty("median").GetDouble()) < 0.1);

        // the file holds what the numbers say: the reference's terrain on the reference's grid
        var (width, height, place, aligned) = WorkFolder.Pixels(output);
        var (referenceWidth, referenceHeight, referencePlace, truth) = WorkFolder.Pixels(reference);
        Assert.Equal((referenceWidth, referenceHeight), (width, height));
        Assert.Equal(referencePlace, place);
        var differences = aligned.Zip(truth, (a, b) => Math.Abs(a - b)).Where(float.IsFinite).Order().ToArray();
        Assert.True(differences.Length > 0.9 * truth.Length);
        Assert.True(differences[differences.Length / 2] < 5, $"median |difference| {differences[differences.Length / 2]} m");
    }

    [Fact]
    public void What_cannot_be_improved_is_said_and_kept()
    {
        var dem = RealData.Path("aletsch", "Aletsch_2009.tif");
        var output = _work.File("aligned_2009.tif");
        var facts = GlacierProcess.Run("align", _work.Moved(dem, "copy_2009.tif", 0, 0, 0), "--reference", dem, "--out", output, "--json").Json;
        Assert.False(facts.GetProperty("improved").GetBoolean());
        Assert.NotEqual("", facts.GetProperty("reason").GetString());
        Assert.Equal(0, facts.GetProperty("dx").GetDouble());
        Assert.Equal(WorkFolder.Pixels(dem).Values, WorkFolder.Pixels(output).Values);
    }
}
