namespace Glacier.Cli.Tests.Commands;

public sealed class InputsUntouchedTests : IDisposable
{
    private readonly WorkFolder _inputs = new();
    private readonly WorkFolder _outputs = new();

    public void Dispose()
    {
        _inputs.Dispose();
        _outputs.Dispose();
    }

    [Fact]
    public void No_command_touches_its_inputs_or_leaves_a_file_beside_them()
    {
        var first = _inputs.Dem("a_2001.tif");
        var second = _inputs.Moved(first, "b_2005.tif", 12, -7, 3);
        var mask = _inputs.Dem("mask_2001.tif", elevation: (column, row) => Math.Abs(column - 32) < 8 && row > 10 ? 1 : 0);
        var before = WorkFolder.State(_inputs.Root);
        foreach (var arguments in (string[][])
        [
            ["info", first],
            ["contour", first, "--line", "600100,5198200,601800,5199900", "--out", _outputs.File("p.csv")],
            ["view", first, "--outline", mask, "--size", "32x32", "--out", _outputs.File("view")],
            ["align", second, "--reference", first, "--outline", mask, "--out", _outputs.File("aligned.tif")],
            ["change", first, second, "--outline", mask, "--out", _outputs.File("change")],
        ])
        {
            var answer = GlacierProcess.RunIn(_inputs.Root, arguments);
            Assert.True(answer.ExitCode == 0, $"{arguments[0]}: {answer.Errors}");
            Assert.Equal(before, WorkFolder.State(_inputs.Root));
        }
    }
}
