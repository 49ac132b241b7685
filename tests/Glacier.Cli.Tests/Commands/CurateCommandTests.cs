using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

public sealed class CurateCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_folder_of_photographs_is_never_written_to()
    {
        Directory.CreateDirectory(_work.File("photos"));
        var answer = GlacierProcess.Run("curate", _work.File("photos"), "--out", _work.File("photos/out"));
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--out", answer.ErrorLines[0], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_work.File("photos")));
    }

    [Fact]
    public void A_folder_without_photographs_is_refused_by_rule()
    {
        RealData.Path("weights", "skyseg_u2netp.onnx");
        RealData.Path("weights", "squeezenet1_1_fp16.onnx");
        Directory.CreateDirectory(_work.File("photos"));
        var answer = GlacierProcess.Run("curate", _work.File("photos"), "--labelled", RealData.Path("photos"), "--out", _work.File("out"));
        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("glacier: photos: no-photographs: found no files", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }
}
