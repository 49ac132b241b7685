using System.Text.RegularExpressions;
using System.Xml.Linq;
using Glacier.Infra.Tests.Bicep;

namespace Glacier.Infra.Tests.Images;

public sealed class ImageTests
{
    private static readonly (string Dockerfile, string Project)[] _images =
    [
        ("functions/Glacier.Renderer/Dockerfile", "functions/Glacier.Renderer/Glacier.Renderer.csproj"),
        ("training-job/Dockerfile", "training-job/Glacier.Training/Glacier.Training.csproj"),
    ];

    public static TheoryData<string, string> Images => new(_images.Select(image => (image.Dockerfile, image.Project)));

    [Theory]
    [MemberData(nameof(Images))]
    public void Every_file_copied_exists_in_the_context(string path, string project)
    {
        var context = Context();
        var sources = new Dockerfile(path).Copies.SelectMany(copy => copy.Sources).Where(source => source != ".").ToList();
        Assert.Contains(project, sources);
        Assert.All(sources, source => Assert.True(File.Exists(Path.Combine(InfraFiles.Root, source)), source));
        Assert.All(sources, source => Assert.True(context(source), $"{source} is left out by .dockerignore"));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Every_project_referenced_is_there_before_restore(string path, string project)
    {
        var file = new Dockerfile(path);
        var restore = file.Instructions.ToList().FindIndex(instruction => instruction.Arguments.StartsWith("dotnet restore", StringComparison.Ordinal));
        var before = file.Copies.Take(file.Instructions.Take(restore).Count(instruction => instruction.Name == "COPY")).ToList();
        var copied = before.SelectMany(copy => copy.Sources.Select(source => (Source: source, copy.Target))).ToList();
        var needed = Closure(project);
        Assert.True(needed.Count >= 3);
        Assert.Equal(needed.Order(StringComparer.Ordinal), copied.Select(copy => copy.Source).Where(source => source.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(copied.Where(copy => copy.Source.EndsWith(".csproj", StringComparison.Ordinal)), copy => Assert.Equal(Path.GetDirectoryName(copy.Source) + "/", copy.Target));
        Assert.Superset(new HashSet<string> { "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }, copied.Select(copy => copy.Source).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void It_is_built_from_genuine_packages_in_stages_on_pinned_bases(string path, string project)
    {
        var file = new Dockerfile(path);
        Assert.All(file.All("RUN").Where(run => run.StartsWith("dotnet ", StringComparison.Ordinal)), run => Assert.Contains("-p:EnginePackages=nuget", run, StringComparison.Ordinal));
        Assert.Contains(file.All("RUN"), run => run.StartsWith("dotnet publish " + project, StringComparison.Ordinal));
        var bases = file.All("FROM").ToList();
        Assert.True(bases.Count >= 2);
        Assert.All(bases, from => Assert.Matches(@"^[a-z./]+:[0-9]+\.[0-9]+\.[0-9]+[a-z0-9.-]*( AS [a-z]+)?$", from));
        Assert.DoesNotContain("sdk", bases[^1], StringComparison.Ordinal);
        var sdk = InfraFiles.Json("global.json")["sdk"]!["version"]!.GetValue<string>();
        Assert.StartsWith($"mcr.microsoft.com/dotnet/sdk:{sdk}", bases[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void It_does_not_run_as_root_and_receives_signals_itself(string path, string project)
    {
        var file = new Dockerfile(path);
        var user = file.Instructions.Last(instruction => instruction.Name == "USER").Arguments;
        Assert.True(uint.Parse(user) > 0, "a number, so that the platform sees that it is not root");
        Assert.Contains(file.All("RUN"), run => run.Contains($"useradd --uid {user}", StringComparison.Ordinal));
        Assert.StartsWith("[\"", file.All("ENTRYPOINT").Single(), StringComparison.Ordinal);
        Assert.NotEqual("", project);
    }

    [Fact]
    public void The_renderer_starts_its_own_program_and_is_probed_where_it_listens()
    {
        var file = new Dockerfile("functions/Glacier.Renderer/Dockerfile");
        Assert.Contains("Glacier.Renderer.dll", file.All("ENTRYPOINT").Single(), StringComparison.Ordinal);
        var port = Regex.Match(string.Join(' ', file.All("ENV")), "ASPNETCORE_HTTP_PORTS=([0-9]+)").Groups[1].Value;
        Assert.Equal(port, file.All("EXPOSE").Single());
        var template = InfraFiles.Module("renderer").Text;
        var program = File.ReadAllText(Path.Combine(InfraFiles.Root, "functions/Glacier.Renderer/Program.cs"));
        var probes = Regex.Matches(template, "type: '(Startup|Liveness|Readiness)', httpGet: { path: '([^']+)', port: ([0-9]+) }, periodSeconds: ([0-9]+), failureThreshold: ([0-9]+)");
        Assert.Equal(3, probes.Count);
        Assert.All(probes, probe => Assert.Equal(port, probe.Groups[3].Value));
        Assert.All(probes, probe => Assert.Contains($"\"{probe.Groups[2].Value}\"", program, StringComparison.Ordinal));
        Assert.All(probes, probe => Assert.InRange(int.Parse(probe.Groups[4].Value), 1, 240));
        Assert.All(probes, probe => Assert.InRange(int.Parse(probe.Groups[5].Value), 1, 10));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Folders_that_a_program_looks_for_beside_itself_are_taken_from_the_sources(string path, string project)
    {
        var copied = new Dockerfile(path).All("COPY").Where(copy => copy.StartsWith("--from=build /source/", StringComparison.Ordinal)).Select(copy => copy.Split(' ')).ToList();
        Assert.Contains(copied, copy => copy[^1] == "/app/models");
        Assert.All(copied, copy => Assert.True(Directory.Exists(Path.Combine(InfraFiles.Root, copy[1]["/source/".Length..])), $"{project}: {copy[1]}"));
    }

    [Fact]
    public void The_trainer_starts_the_program_that_the_project_makes_with_data_and_runs_in_the_account_that_it_may_use()
    {
        var project = XDocument.Load(Path.Combine(InfraFiles.Root, _images[1].Project));
        var assembly = project.Descendants("AssemblyName").Single().Value;
        Assert.Contains($"\"/app/{assembly}.dll\"", new Dockerfile(_images[1].Dockerfile).All("ENTRYPOINT").Single(), StringComparison.Ordinal);
        var arguments = Regex.Match(File.ReadAllText(Path.Combine(InfraFiles.Root, "infra/main.bicep")), "param trainingArguments string = '([^']+)'").Groups[1].Value.Split(',');
        var configuration = arguments[Array.IndexOf(arguments, "--config") + 1];
        Assert.True(File.Exists(Path.Combine(InfraFiles.Root, "training-job", configuration["/app/".Length..])), configuration);
        Assert.Equal(["blob", "blob"], [arguments[Array.IndexOf(arguments, "--data") + 1], arguments[Array.IndexOf(arguments, "--out") + 1]]);
        Assert.Contains("--resume", arguments);
        var storage = File.ReadAllText(Path.Combine(InfraFiles.Root, "training-job/Glacier.Training/Storage/ModelsContainer.cs"));
        var settings = Regex.Matches(InfraFiles.Module("trainer").Text, "name: 'AzureWebJobsStorage(__[A-Za-z]+)'").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["__blobServiceUri", "__clientId"], settings);
        Assert.All(settings, setting => Assert.Contains($"\"{setting}\"", storage, StringComparison.Ordinal));
    }

    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string> { project };
        var folder = Path.GetDirectoryName(Path.Combine(InfraFiles.Root, project))!;
        foreach (var reference in XDocument.Load(Path.Combine(InfraFiles.Root, project)).Descendants("ProjectReference"))
            found.UnionWith(Closure(Path.GetRelativePath(InfraFiles.Root, Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value)))));
        return found;
    }

    // "*" and then exceptions: a path is in the context where its first part is excepted and no later rule excludes it
    private static Func<string, bool> Context()
    {
        var rules = File.ReadAllLines(Path.Combine(InfraFiles.Root, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.Equal("*", rules[0]);
        return path => rules.Contains("!" + path.Split('/')[0]) && !rules.Any(rule => rule.StartsWith("**/", StringComparison.Ordinal) && path.Split('/').Any(part => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(rule.AsSpan(3), part)));
    }
}
