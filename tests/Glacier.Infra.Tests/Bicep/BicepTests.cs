using System.Diagnostics;
using System.Text.RegularExpressions;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;

namespace Glacier.Infra.Tests.Bicep;

public sealed class BicepTests
{
    private static readonly string[] _stable = ["Microsoft.Insights/diagnosticSettings"];

    [Fact]
    public void Every_module_is_used_and_every_used_module_exists()
    {
        var used = InfraFiles.Main.Modules.Select(module => Path.GetFileName(module.Path)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(InfraFiles.Modules.Select(module => Path.GetFileName(module.Path)), used);
    }

    [Fact]
    public void Every_module_is_given_exactly_the_parameters_it_asks_for()
    {
        foreach (var use in InfraFiles.Main.Modules)
        {
            var module = InfraFiles.Module(Path.GetFileNameWithoutExtension(use.Path));
            var given = ((BicepObject)use.Body.At("params")!).Members.Keys.ToList();
            Assert.Empty(given.Except(module.Parameters.Select(parameter => parameter.Name)));
            Assert.Empty(module.Parameters.Where(parameter => parameter.Default is null).Select(parameter => $"{use.Name}: {parameter.Name}").Except(given.Select(name => $"{use.Name}: {name}")));
        }
    }

    [Fact]
    public void Every_parameter_variable_and_existing_resource_is_used()
    {
        foreach (var file in InfraFiles.All)
        {
            var declared = file.Parameters.Select(parameter => parameter.Name).Concat(file.Variables.Keys).Concat(file.Resources.Where(resource => resource.Existing).Select(resource => resource.Name));
            Assert.Empty(declared.Where(name => file.Uses(name) < 1).Select(name => $"{Path.GetFileName(file.Path)}: {name}"));
        }
    }

    [Fact]
    public void Every_output_of_a_module_that_is_asked_for_exists()
    {
        var asked = Regex.Matches(InfraFiles.Main.Text, @"(\w+)!?\.outputs\.(\w+)").Select(match => (Use: match.Groups[1].Value, Output: match.Groups[2].Value)).ToList();
        Assert.NotEmpty(asked);
        foreach (var (name, output) in asked)
        {
            var use = InfraFiles.Main.Modules.Single(module => module.Name == name);
            Assert.Contains(output, InfraFiles.Module(Path.GetFileNameWithoutExtension(use.Path)).Outputs.Keys);
        }
    }

    [Fact]
    public void The_parameters_file_fills_parameters_there_are_and_all_without_a_default()
    {
        var given = InfraFiles.Json("infra/main.parameters.json")["parameters"]!.AsObject().Select(member => member.Key).ToList();
        Assert.Empty(given.Except(InfraFiles.Main.Parameters.Select(parameter => parameter.Name)));
        Assert.Empty(InfraFiles.Main.Parameters.Where(parameter => parameter.Default is null).Select(parameter => parameter.Name).Except(given));
    }

    [Fact]
    public void Region_gpu_renderers_and_retention_are_parameters()
    {
        var names = InfraFiles.Main.Parameters.Select(parameter => parameter.Name);
        Assert.Superset(new HashSet<string> { "location", "gpuKind", "maximumRenderers", "logRetentionDays", "quarantineRetentionDays", "privateNetwork" }, names.ToHashSet());
        var gpu = InfraFiles.Main.Parameters.Single(parameter => parameter.Name == "gpuKind");
        Assert.Contains("@allowed(['T4', 'A100'])", gpu.Decorators);
    }

    [Fact]
    public void No_key_or_secret_is_read_or_given_out()
    {
        foreach (var file in InfraFiles.All)
        {
            Assert.DoesNotMatch(@"(?i)list(Account)?(Keys|Credentials|Secrets|Sas)\b|listServiceSas|sharedKey\b|AccountKey=|adminPassword|primaryKey|instrumentationKey", file.Text.Replace("allowSharedKeyAccess", "", StringComparison.Ordinal));
            Assert.DoesNotContain(file.Outputs, output => Regex.IsMatch(output.Key + output.Value, "(?i)secret|password|connectionString|key|sas|token"));
            Assert.DoesNotContain(file.Resources.SelectMany(resource => resource.Body.Leaves()), leaf => leaf.Path.Contains("secret", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Local_authentication_is_off_wherever_it_can_be()
    {
        var account = InfraFiles.Module("storage").Resources.Single(resource => resource.Type == "Microsoft.Storage/storageAccounts").Body;
        Assert.Equal("false", account.TextAt("properties/allowSharedKeyAccess"));
        Assert.Equal("false", account.TextAt("properties/allowBlobPublicAccess"));
        Assert.Equal("TLS1_2", account.TextAt("properties/minimumTlsVersion"));
        Assert.Equal("false", InfraFiles.Module("registry").Resources[0].Body.TextAt("properties/adminUserEnabled"));
        Assert.Equal("true", InfraFiles.Module("monitoring").Resources.Single(resource => resource.Type == "Microsoft.Insights/components").Body.TextAt("properties/DisableLocalAuth"));
        Assert.Equal("azure-monitor", InfraFiles.Module("environment").Resources.Single(resource => resource.Type == "Microsoft.App/managedEnvironments").Body.TextAt("properties/appLogsConfiguration/destination"));
        foreach (var channel in new[] { "ftp", "scm" })
            Assert.Equal("false", InfraFiles.Module("functionApp").Resources.Single(resource => resource.Body.TextAt("name") == channel).Body.TextAt("properties/allow"));
    }

    [Fact]
    public void Containers_and_queues_are_those_of_the_code()
    {
        Assert.Equal(Containers.Inputs, InfraFiles.Names("inputs"));
        Assert.Equal(Containers.Outputs, InfraFiles.Names("outputs"));
        Assert.Equal(Queues.All, InfraFiles.Names("queues"));
        var names = InfraFiles.Json("infra/names.json");
        Assert.Equal(Queues.Arrivals, names["arrivals"]!.GetValue<string>());
        Assert.Equal(Queues.RenderJobs, names["renderJobs"]!.GetValue<string>());
        Assert.Equal(Queues.RenderResults, names["renderResults"]!.GetValue<string>());
        Assert.Equal(Queues.Poison(Queues.RenderJobs), names["renderJobsPoison"]!.GetValue<string>());
        Assert.Equal(Containers.Inputs.Except([Containers.Models]), InfraFiles.Names("announced"));
    }

    [Fact]
    public void A_container_named_in_a_file_exists()
    {
        var known = InfraFiles.Names("inputs").Concat(InfraFiles.Names("outputs")).ToHashSet();
        var scoped = InfraFiles.Main.Modules.SelectMany(use => use.Body.Leaves()).Where(leaf => leaf.Path.EndsWith("containerRoles[]/name", StringComparison.Ordinal) && leaf.Text.StartsWith('\'')).ToList();
        Assert.NotEmpty(scoped);
        Assert.All(scoped, leaf => Assert.Contains(leaf.Text.Trim('\''), known));
        var prefixes = Regex.Matches(InfraFiles.Main.Text + InfraFiles.Module("storage").Text, "'([a-z]+)/'").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(prefixes);
        Assert.All(prefixes, prefix => Assert.Contains(prefix, known));
    }

    [Fact]
    public void Names_begin_with_an_abbreviation_from_the_one_list_and_every_abbreviation_is_used()
    {
        var known = InfraFiles.Json("infra/abbreviations.json").Select(member => member.Key).ToHashSet();
        var used = Regex.Matches(InfraFiles.Main.Text, @"abbreviations\.(?!json)(\w+)").Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Equal(known.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_role_has_an_id_from_the_one_list_and_is_assigned()
    {
        var roles = InfraFiles.Json("infra/roles.json");
        Assert.All(roles, role => Assert.True(Guid.TryParse(role.Value!.GetValue<string>(), out _)));
        Assert.Equal(roles.Select(role => role.Key).Order(StringComparer.Ordinal), Regex.Matches(InfraFiles.Main.Text, @"\broles\.(?!json)(\w+)").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(InfraFiles.All, file => Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", file.Text));
    }

    [Fact]
    public void Only_the_function_app_has_roles_on_the_whole_account_and_the_renderer_cannot_touch_inputs()
    {
        var onAccount = InfraFiles.Main.Modules.Where(use => use.Path == "modules/accountAccess.bicep").Select(use => use.Name);
        Assert.Equal(["pipelineAccess"], onAccount);
        var renderer = (BicepArray)InfraFiles.Main.Modules.Single(use => use.Name == "rendererAccess").Body.At("params/containerRoles")!;
        Assert.All(renderer.Items.Where(item => item.TextAt("role") != "roles.blobReader"), item => Assert.Contains(item.TextAt("name"), Containers.Outputs));
    }

    [Fact]
    public void Role_assignments_have_deterministic_names_and_say_whose_they_are()
    {
        var assignments = InfraFiles.All.SelectMany(file => file.Resources).Where(resource => resource.Type == "Microsoft.Authorization/roleAssignments").ToList();
        Assert.True(assignments.Count >= 5);
        Assert.All(assignments, assignment => Assert.StartsWith("guid(", assignment.Body.TextAt("name"), StringComparison.Ordinal));
        Assert.All(assignments, assignment => Assert.NotNull(assignment.Body.TextAt("properties/principalType")));
    }

    [Fact]
    public void Arrivals_are_delivered_by_identity_into_the_queue_with_dead_letters()
    {
        var subscription = InfraFiles.Module("events").Resources.Single(resource => resource.Type.EndsWith("/eventSubscriptions", StringComparison.Ordinal)).Body;
        Assert.Null(subscription.At("properties/destination"));
        Assert.Equal("StorageQueue", subscription.TextAt("properties/deliveryWithResourceIdentity/destination/endpointType"));
        Assert.Equal("queueName", subscription.TextAt("properties/deliveryWithResourceIdentity/destination/properties/queueName"));
        Assert.Equal("deadLetterContainer", subscription.TextAt("properties/deadLetterWithResourceIdentity/deadLetterDestination/properties/blobContainerName"));
        var types = (BicepArray)subscription.At("properties/filter/includedEventTypes")!;
        Assert.Equal($"'{Glacier.Pipeline.Messages.ArrivalEvent.BlobCreated}'", ((BicepText)Assert.Single(types.Items)).Text);
        Assert.Equal("EventGridSchema", subscription.TextAt("properties/eventDeliverySchema"));
    }

    [Fact]
    public void The_renderer_scales_from_zero_by_the_queue_with_an_identity()
    {
        var app = InfraFiles.Module("renderer").Resources.Single(resource => resource.Type == "Microsoft.App/containerApps").Body;
        Assert.Equal("0", app.TextAt("properties/template/scale/minReplicas"));
        Assert.Equal("maximumReplicas", app.TextAt("properties/template/scale/maxReplicas"));
        var rule = Assert.Single(((BicepArray)app.At("properties/template/scale/rules")!).Items);
        Assert.Equal("identityId", rule.TextAt("azureQueue/identity"));
        Assert.Equal("1", rule.TextAt("azureQueue/queueLength"));
        Assert.Null(rule.At("azureQueue/auth"));
    }

    [Fact]
    public void Settings_in_the_templates_are_those_that_the_code_reads()
    {
        var settings = InfraFiles.All.SelectMany(file => Regex.Matches(file.Text, @"\b(?:Glacier|Usgs|Renderer)__(\w+)").Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal))).Distinct().ToList();
        Assert.NotEmpty(settings);
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(InfraFiles.Root, "functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(settings, setting => Assert.Contains($"\"{setting}\"", code, StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_look_for_the_lines_that_the_code_writes()
    {
        var alerts = InfraFiles.Module("alerts").Text;
        foreach (var beginning in new[] { LogMessages.PoisonMessage, LogMessages.RoundFailed, LogMessages.OldestMessage.Replace("{Queue}", Queues.RenderJobs, StringComparison.Ordinal) })
        {
            var constant = beginning.Split('{')[0].TrimEnd(' ', ':');
            Assert.Contains($"startswith \"{constant}", alerts, StringComparison.Ordinal);
        }

        Assert.Contains("waits {Seconds} s", LogMessages.OldestMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_are_not_previews_but_where_there_is_no_other()
    {
        var previews = InfraFiles.All.SelectMany(file => file.Resources).Where(resource => resource.Version.Contains("preview", StringComparison.Ordinal)).Select(resource => resource.Type);
        Assert.Equal(_stable, previews);
    }

    [Fact]
    public async Task The_compiler_if_there_is_one_has_nothing_to_say()
    {
        var compiler = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "bicep")).FirstOrDefault(File.Exists);
        if (compiler is null)
            Assert.Skip("no bicep compiler on the path");
        using var process = Process.Start(new ProcessStartInfo(compiler, ["build", InfraFiles.Main.Path, "--stdout"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotMatch("(?i)(warning|error) ", said);
    }
}
