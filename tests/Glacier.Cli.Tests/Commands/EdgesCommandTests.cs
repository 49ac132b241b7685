using System.Security.Cryptography;
using OSGeo.GDAL;

namespace Glacier.Cli.Tests.Commands;

public sealed class EdgesCommandTests : IDisposable
{
    private const int Width = 67;
    private const int Height = 45;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    /// <summary>Two discs on ramps with grain, whole numbers only, written by GDAL.</summary>
    private string Photo()
    {
        var rgb = new byte[3 * Width * Height];
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var disc = (((x - 30) * (x - 30)) + ((y - 20) * (y - 20)) < 196 ? 90 : 0) + (((x - 52) * (x - 52)) + ((y - 33) * (y - 33)) < 100 ? 60 : 0);
            var grain = (int)(((x * 73856093L) ^ (y * 19349663L)) % 37);
            (rgb[i], rgb[i + (Width * Height)], rgb[i + (2 * Width * Height)]) =
                ((byte)Math.Clamp(40 + (x * 2) + disc + grain, 0, 255), (byte)Math.Clamp(150 - (y * 3) + disc + grain, 0, 255), (byte)Math.Clamp(90 + (x * y % 40) + (disc / 2), 0, 255));
        }

        var path = _work.File("photo.png");
        using var memory = Gdal.GetDriverByName("MEM")!.Create("", Width, Height, 3, DataType.GDT_Byte, [])!;
        for (var b = 0; b < 3; b++)
        {
            using var band = memory.GetRasterBand(b + 1)!;
            band.WriteRaster(0, 0, Width, Height, rgb[(b * Width * Height)..((b + 1) * Width * Height)], Width, Height, 0, 0);
        }

        Gdal.GetDriverByName("PNG")!.CreateCopy(path, memory, 0, [], null, null)!.Dispose();
        return path;
    }

    [Theory]
    [InlineData("45d371aef531a6ae", "--method", "canny")]
    [InlineData("3efdaa533f281a5c", "--method", "canny", "--l2")]
    [InlineData("e93e1a3bd8e7ab2c", "--method", "sobel-xy", "--blur")]
    public void The_picture_written_is_OpenCVs_pixel_by_pixel(string hash, params string[] options)
    {
        var target = _work.File("edges.png");
        var answer = GlacierProcess.Run(["edges", Photo(), .. options, "--out", target, "--json"]);
        Assert.Equal((Width, Height), (answer.Json.GetProperty("width").GetInt32(), answer.Json.GetProperty("height").GetInt32()));
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Array.ConvertAll(WorkFolder.Pixels(target).Values, value => (byte)value)))[..16]);
    }

    [Fact]
    public void The_sheet_shows_eight_pictures_and_the_photograph_stays_as_it_was()
    {
        var photo = Photo();
        var before = WorkFolder.State(_work.Root);
        var answer = GlacierProcess.Run("edges", photo, "--sheet", "--out", _work.File("out/sheet.png"));
        Assert.True(answer.ExitCode == 0, answer.Errors);
        var (width, height, _, _) = WorkFolder.Pixels(_work.File("out/sheet.png"));
        Assert.True(width > 4 * 240 && height > 2 * 160, $"{width} × {height}");
        Directory.Delete(_work.File("out"), true);
        Assert.Equal(before, WorkFolder.State(_work.Root));
    }

    [Fact]
    public void What_cannot_be_read_or_set_is_refused_by_name()
    {
        File.WriteAllText(_work.File("a.png"), "no picture");
        var answer = GlacierProcess.Run("edges", _work.File("a.png"), "--out", _work.File("o.png"));
        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("glacier: a.png: not-a-picture: found ", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
        answer = GlacierProcess.Run("edges", Photo(), "--aperture", "4", "--out", _work.File("o.png"));
        Assert.Equal((2, "glacier: --aperture: found 4; expected 3, 5 or 7"), (answer.ExitCode, answer.ErrorLines[0]));
        Assert.False(File.Exists(_work.File("o.png")));
    }
}
