using System.Diagnostics;
using System.Text.Json;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Build;

/// <summary>One MSBuild property decides between stand-ins and genuine packages; the project files are asked, nothing is restored.</summary>
public class EnginePackagesTests
{
    [Theory]
    [InlineData("functions/Glacier.Terrain", "MaxRev.Gdal.Core", "MaxRev.Gdal.LinuxRuntime.Minimal")]
    [InlineData("functions/Glacier.Vision", "SixLabors.ImageSharp", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData(
        "functions/Glacier.Functions",
        "Microsoft.Azure.Functions.Worker",
        "Microsoft.Azure.Functions.Worker.Sdk",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
        "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues",
        "Microsoft.Azure.Functions.Worker.Extensions.Timer",
        "Microsoft.Azure.Functions.Worker.Extensions.DurableTask")]
    public void With_nuget_the_genuine_packages_are_referenced_and_no_stand_in(string project, params string[] genuine)
    {
        var (packages, projects) = References(project, "nuget");
        Assert.Superset(genuine.ToHashSet(), packages);
        Assert.DoesNotContain(projects, path => path.Contains("compat", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("functions/Glacier.Terrain", "Gdal")]
    [InlineData("functions/Glacier.Vision", "ImageSharp", "OnnxRuntime")]
    [InlineData("functions/Glacier.Functions", "Functions")]
    public void By_default_the_stand_ins_are_referenced_and_no_genuine_package(string project, params string[] standIns)
    {
        var (packages, projects) = References(project, "system");
        Assert.All(standIns, name => Assert.Contains(projects, path => path.EndsWith($"compat/{name}/{name}.csproj", StringComparison.Ordinal)));
        Assert.DoesNotContain(packages, name => name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal) || name is "MaxRev.Gdal.Core" or "SixLabors.ImageSharp");
    }

    [Fact]
    public void Product_code_has_no_conditional_compilation()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(RealData.RepositoryRoot, "functions"), "*.cs", SearchOption.AllDirectories);
        Assert.DoesNotContain(sources, path => File.ReadLines(path).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));
    }

    private static (HashSet<string> Packages, List<string> Projects) References(string project, string engine)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.Combine(RealData.RepositoryRoot, project),
            RedirectStandardOutput = true,
            ArgumentList = { "msbuild", $"-p:EnginePackages={engine}", "-getItem:PackageReference", "-getItem:ProjectReference" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        var items = json.RootElement.GetProperty("Items");
        List<string> Identities(string kind) => [.. items.GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        return (Identities("PackageReference").ToHashSet(), Identities("ProjectReference"));
    }
}
