using Glacier.Pipeline.Film;

namespace Glacier.Pipeline.Tests.Film;

public sealed class FilmToolsTests
{
    [Fact]
    public void The_operating_systems_program_is_taken_where_none_was_packaged() =>
        Assert.Equal("ffmpeg", FilmTools.Find(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));

    [Fact]
    public void A_packaged_program_that_lost_its_mode_can_be_run_all_the_same()
    {
        if (OperatingSystem.IsWindows())
            return;
        var packaged = Path.GetTempFileName();
        try
        {
            File.WriteAllText(packaged, "#!/bin/sh\nexit 7\n");
            File.SetUnixFileMode(packaged, UnixFileMode.UserRead);
            var found = FilmTools.Find(packaged);
            Assert.NotEqual(packaged, found);
            using var process = System.Diagnostics.Process.Start(found);
            process.WaitForExit();
            Assert.Equal(7, process.ExitCode);
            Directory.Delete(Path.GetDirectoryName(found)!, recursive: true);

            File.SetUnixFileMode(packaged, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.Equal(packaged, FilmTools.Find(packaged));
        }
        finally
        {
            File.Delete(packaged);
        }
    }
}
