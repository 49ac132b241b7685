using Glacier.Infra.Tests.Bicep;
using YamlDotNet.RepresentationModel;

namespace Glacier.Infra.Tests.Hosting;

public sealed class AzureYamlTests
{
    private static readonly YamlMappingNode _file = Load();

    private static YamlMappingNode Services => (YamlMappingNode)_file["services"];

    [Fact]
    public void Its_services_are_those_that_the_template_tags()
    {
        var names = InfraFiles.Json("infra/names.json")["services"]!.AsObject().Select(service => service.Value!.GetValue<string>());
        Assert.Equal(names.Order(StringComparer.Ordinal), Services.Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal));
        foreach (var module in new[] { "functionApp", "renderer", "trainer" })
            Assert.Contains("'azd-service-name': serviceName", InfraFiles.Module(module).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_service_has_a_project_and_a_host_and_only_members_that_its_host_allows()
    {
        foreach (var (name, node) in Services.Children)
        {
            var service = (YamlMappingNode)node;
            Assert.True(Directory.Exists(Path.Combine(InfraFiles.Root, service["project"].ToString())), name.ToString());
            var host = service["host"].ToString();
            Assert.Contains(host, new[] { "function", "containerapp" });
            var members = service.Children.Keys.Select(key => key.ToString());
            Assert.Empty(members.Except(host == "function" ? ["project", "language", "host", "hooks", "remoteBuild"] : ["project", "language", "host", "docker", "hooks"]));
        }
    }

    [Fact]
    public void The_images_are_built_from_the_root_by_the_Dockerfiles_there_are()
    {
        foreach (var service in Services.Children.Values.Cast<YamlMappingNode>().Where(service => service["host"].ToString() == "containerapp"))
        {
            var project = Path.Combine(InfraFiles.Root, service["project"].ToString());
            Assert.True(File.Exists(Path.Combine(project, service["docker"]["path"].ToString())));
            Assert.Equal(Path.GetFullPath(InfraFiles.Root).TrimEnd('/'), Path.GetFullPath(Path.Combine(project, service["docker"]["context"].ToString())).TrimEnd('/'));
        }
    }

    [Fact]
    public void It_asks_for_an_azd_that_deploys_jobs_and_names_the_template()
    {
        Assert.Matches(@"^>= (1\.(2[3-9]|[3-9][0-9])\.[0-9]+|[2-9]\.)", _file["requiredVersions"]["azd"].ToString());
        Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", _file["name"].ToString());
        var infra = _file["infra"];
        Assert.True(File.Exists(Path.Combine(InfraFiles.Root, infra["path"].ToString(), infra["module"] + ".bicep")));
    }

    [Fact]
    public void Hooks_run_scripts_that_exist_and_may_be_run()
    {
        var hooks = Services.Children.Values.Cast<YamlMappingNode>().Where(service => service.Children.ContainsKey("hooks"))
            .SelectMany(service => ((YamlMappingNode)service["hooks"]).Children.Values.Select(hook => Path.Combine(InfraFiles.Root, service["project"].ToString(), hook["run"].ToString()))).ToList();
        Assert.NotEmpty(hooks);
        Assert.All(hooks, hook => Assert.True(File.Exists(hook), hook));
        foreach (var hook in hooks)
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(hook) & UnixFileMode.UserExecute) != 0, hook);
    }

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(InfraFiles.Root, "azure.yaml"));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
