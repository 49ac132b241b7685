using System.Diagnostics;
using System.Text.Json;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

/// <summary>What the program answered.</summary>
/// <param name="ExitCode">Exit code of the process.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record Answer(int ExitCode, string Output, string Errors)
{
    /// <summary>The one JSON document that standard output must hold.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(ExitCode == 0, Errors);
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the built program as a user does.</summary>
internal static class GlacierProcess
{
    private static readonly string Program = Find();

    /// <summary>Runs <c>glacier ARGUMENTS</c> and waits for its end.</summary>
    public static Answer Run(params IEnumerable<string> arguments) => RunIn(Path.GetTempPath(), arguments);

    /// <summary>Runs <c>glacier ARGUMENTS</c> in a working folder.</summary>
    public static Answer RunIn(string folder, params IEnumerable<string> arguments) => RunWith(null, folder, arguments);

    /// <summary>Runs <c>glacier ARGUMENTS</c> with the models below another root than the repository.</summary>
    public static Answer RunAt(string root, params IEnumerable<string> arguments) => RunWith(root, Path.GetTempPath(), arguments);

    private static Answer RunWith(string? root, string folder, IEnumerable<string> arguments)
    {
        using var process = Start(root, folder, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answer(process.ExitCode, output, errors.Result);
    }

    /// <summary>Starts <c>glacier ARGUMENTS</c> in a working folder and does not wait.</summary>
    public static Process Begin(string folder, params IEnumerable<string> arguments) => Start(null, folder, arguments);

    private static Process Start(string? root, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };

        // the tests run many of them at once on few cores
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (root is not null)
        {
            start.Environment["GLACIER_ROOT"] = root;
        }

        return Process.Start(start)!;
    }

    // tests of a configuration try the program of that configuration
    private static string Find()
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(RealData.RepositoryRoot, "artifacts", "bin", "Glacier.Cli", configuration, "glacier.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException("the program is not built", program);
    }
}
