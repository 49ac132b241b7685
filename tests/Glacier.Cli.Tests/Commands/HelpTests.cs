namespace Glacier.Cli.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData("contour", "DEM", "--line", "--samples", "--out", "--json")]
    [InlineData("view", "DEM", "--eye", "--target", "--fov", "--size", "--out", "--json")]
    [InlineData("edges", "IMAGE", "--method", "--blur", "--l2", "--sheet", "--out", "--json")]
    [InlineData("curate", "FOLDER", "--labelled", "--subject", "--download", "--out", "--json")]
    [InlineData("align", "DEM", "--reference", "--outline", "--out", "--json")]
    [InlineData("change", "DEM", "--outline", "--out", "--json")]
    [InlineData("velocity", "SCENE", "--outline", "--method", "--dates", "--pixel-size", "--out", "--json")]
    [InlineData("panorama", "TILE", "--dem", "--at", "--height", "--illumination", "--path", "--size", "--out", "--json")]
    [InlineData("fly", "DEM", "--path", "--years", "--style", "--frames", "--fps", "--size", "--fov", "--height", "--radius", "--outline", "--glb", "--out", "--json")]
    [InlineData("model", "DEM", "--years", "--outline", "--triangles", "--out", "--json")]
    [InlineData("simulate", "--out", "--years", "--size", "--cell", "--seed", "--clean", "--json")]
    [InlineData("info", "DEM", "--json")]
    [InlineData("up", "--port", "--json")]
    [InlineData("drop", "GLACIER", "FILE", "--json")]
    [InlineData("status", "GLACIER", "--json")]
    [InlineData("pull", "GLACIER", "DIR", "--json")]
    public void Help_of_a_command_names_all_it_takes(string command, params string[] names)
    {
        var answer = GlacierProcess.Run(command, "--help");
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("", answer.Errors);
        Assert.All(names, name => Assert.Contains(name, answer.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_lists_every_command()
    {
        var answer = GlacierProcess.Run("--help");
        Assert.Equal(0, answer.ExitCode);
        Assert.All(
            ["contour", "view", "edges", "curate", "align", "change", "velocity", "compare-flow", "panorama", "fly", "model", "simulate", "info", "up", "drop", "status", "pull", "demo", "bench", "train", "evaluate", "export"],
            name => Assert.Contains(answer.Output.Split('\n'), line => line.StartsWith("  " + name + " ", StringComparison.Ordinal)));
    }
}
