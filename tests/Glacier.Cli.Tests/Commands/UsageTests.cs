namespace Glacier.Cli.Tests.Commands;

/// <summary>A command line that makes no sense ends with exit code 2, names what is wrong, and does nothing.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("see ./glacier --help", "")]
    [InlineData("'contuor'", "contuor")]
    [InlineData("--line", "contour a_2001.tif --out o/p.csv")]
    [InlineData("--out", "contour a_2001.tif --line 600100,5199000,601000,5199500")]
    [InlineData("DEM: none_2001.tif: no such file", "contour none_2001.tif --line 600100,5199000,601000,5199500 --out o/p.csv")]
    [InlineData("DEM: . is a folder", "contour . --line 600100,5199000,601000,5199500 --out o/p.csv")]
    [InlineData("--line", "contour a_2001.tif --line 600100,5199000,601000 --out o/p.csv")]
    [InlineData("--line", "contour a_2001.tif --line 600100,5199000,601000,north --out o/p.csv")]
    [InlineData("--line", "contour a_2001.tif --line 600100,5199000,600100,5199000 --out o/p.csv")]
    [InlineData("--line: no sample lies on the DEM, which covers x 600000 to 601920, y 5198080 to 5200000", "contour a_2001.tif --line 1,2,3,4 --out o/p.csv")]
    [InlineData("--samples", "contour a_2001.tif --line 600100,5199000,601000,5199500 --samples 1 --out o/p.csv")]
    [InlineData("--samples", "contour a_2001.tif --line 600100,5199000,601000,5199500 --samples many --out o/p.csv")]
    [InlineData("--vertical-unit", "contour a_2001.tif --line 600100,5199000,601000,5199500 --vertical-unit cubit --out o/p.csv")]
    [InlineData("--out: a_2001.tif is an input", "contour a_2001.tif --line 600100,5199000,601000,5199500 --out a_2001.tif")]
    [InlineData("--out: . is a folder", "contour a_2001.tif --line 600100,5199000,601000,5199500 --out .")]
    [InlineData("--size", "view a_2001.tif --size 64 --out o")]
    [InlineData("--size", "view a_2001.tif --size 9000x10 --out o")]
    [InlineData("--fov", "view a_2001.tif --fov 180 --out o")]
    [InlineData("--fov", "view a_2001.tif --fov nan --out o")]
    [InlineData("--above-ground", "view a_2001.tif --above-ground -5 --out o")]
    [InlineData("--eye", "view a_2001.tif --eye 600900,5198500 --out o")]
    [InlineData("--eye", "view a_2001.tif --eye 600900 --target 600900,5199900 --out o")]
    [InlineData("--eye: no elevation at 1,2", "view a_2001.tif --eye 1,2 --target 600900,5199900 --out o")]
    [InlineData("--eye: 100 m is", "view a_2001.tif --eye 600900,5198500,100 --target 600900,5199900 --out o")]
    [InlineData("--target: is where the eye is", "view a_2001.tif --eye 600900,5198500,5000 --target 600900,5198500,5000 --out o")]
    [InlineData("--sun", "view a_2001.tif --sun 200,95 --out o")]
    [InlineData("--outline: none.gpkg: no such file", "view a_2001.tif --outline none.gpkg --out o")]
    [InlineData("--out: a_2001.tif is a file", "view a_2001.tif --out a_2001.tif")]
    [InlineData("--reference", "align a_2001.tif --out o/x.tif")]
    [InlineData("--reference: none.tif: no such file", "align a_2001.tif --reference none.tif --out o/x.tif")]
    [InlineData("--out: b_2005.tif is an input", "align a_2001.tif --reference b_2005.tif --out b_2005.tif")]
    [InlineData("'change'", "change a_2001.tif --out o")]
    [InlineData("--outline: none.gpkg: no such file", "change a_2001.tif b_2005.tif --outline none.gpkg --out o")]
    [InlineData("--outline: 'soon' behind the @", "change a_2001.tif b_2005.tif --outline b_2005.tif@soon --out o")]
    [InlineData("--density", "change a_2001.tif b_2005.tif --density 0 --out o")]
    [InlineData("--years", "simulate --years 2000..1990 --out o")]
    [InlineData("--years", "simulate --years 90210 --out o")]
    [InlineData("--size", "simulate --size 3 --out o")]
    [InlineData("--cell", "simulate --cell 1000 --out o")]
    [InlineData("--seed", "simulate --seed seven --out o")]
    [InlineData("--vertical-unit", "info a_2001.tif --vertical-unit fathom")]
    public void A_bad_argument_ends_with_2_and_is_named(string named, string line)
    {
        _work.Dem("a_2001.tif");
        _work.Dem("b_2005.tif");
        var before = WorkFolder.State(_work.Root);
        var answer = GlacierProcess.RunIn(_work.Root, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.Contains(named, answer.Errors, StringComparison.Ordinal);
        Assert.All(answer.ErrorLines, text => Assert.StartsWith("glacier: ", text, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
        Assert.Equal(before, WorkFolder.State(_work.Root));
    }
}
