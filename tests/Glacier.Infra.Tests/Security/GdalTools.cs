using System.Diagnostics;

namespace Glacier.Infra.Tests.Security;

/// <summary>A folder for a test's files, and GDAL's command line to make hostile ones.</summary>
internal sealed class GdalTools : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glacier-security-").FullName;

    public string File(string name) => Path.Combine(_folder, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>A small good DEM of 2001.</summary>
    public string Dem(string name, params string[] options)
    {
        Write("source.asc", "ncols 16\nnrows 16\nxllcorner 600000\nyllcorner 5000000\ncellsize 30\n" + string.Join('\n', Enumerable.Range(0, 16).Select(row => string.Join(' ', Enumerable.Range(0, 16).Select(column => 2000 + row + column)))));
        Run("gdal_translate", ["-q", "-a_srs", "EPSG:32632", .. options, File("source.asc"), File(name)]);
        return File(name);
    }

    /// <summary>Runs a tool; its exit code.</summary>
    public int Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.Environment["GDAL_PAM_ENABLED"] = "NO";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
