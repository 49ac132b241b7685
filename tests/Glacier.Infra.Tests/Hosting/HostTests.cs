using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Glacier.Functions;
using Glacier.Infra.Tests.Bicep;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Glacier.Infra.Tests.Hosting;

public sealed class HostTests
{
    private static readonly JsonObject _host = InfraFiles.Json("functions/Glacier.Functions/host.json");

    private static IEnumerable<MethodInfo> Functions => typeof(ArrivalFunction).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null);

    [Fact]
    public void The_task_hub_is_named_after_the_major_version()
    {
        var major = typeof(ArrivalFunction).Assembly.GetName().Version!.Major;
        var name = _host["extensions"]!["durableTask"]!["hubName"]!.GetValue<string>();
        Assert.Equal($"glacier{major}", name);
        Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", name);
    }

    [Fact]
    public void Poison_begins_after_as_many_tries_as_the_renderer_has()
    {
        var tries = _host["extensions"]!["queues"]!["maxDequeueCount"]!.GetValue<int>();
        Assert.Equal(5, tries);
        Assert.Contains($"MostTries = {tries})", File.ReadAllText(Path.Combine(InfraFiles.Root, "functions/Glacier.Renderer/RenderWorker.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_host_are_of_the_documented_kinds()
    {
        Assert.Equal("2.0", _host["version"]!.GetValue<string>());
        var queues = _host["extensions"]!["queues"]!.AsObject();
        Assert.All(new[] { "maxPollingInterval", "visibilityTimeout" }, name => Assert.True(TimeSpan.TryParse(queues[name]!.GetValue<string>(), out _)));
        Assert.InRange(queues["batchSize"]!.GetValue<int>(), 1, 32);
        Assert.InRange(_host["extensions"]!["durableTask"]!["storageProvider"]!["partitionCount"]!.GetValue<int>(), 1, 16);
        Assert.Null(queues["messageEncoding"]);
    }

    [Fact]
    public void Every_queue_trigger_listens_to_a_queue_that_is_provisioned_and_every_queue_has_a_reader()
    {
        var triggers = Functions.SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName).OfType<string>().ToList();
        Assert.Empty(triggers.Except(InfraFiles.Names("queues")));
        Assert.Equal(Queues.All.Except([Queues.RenderJobs]).Order(StringComparer.Ordinal), triggers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_container_that_the_code_opens_by_a_constant_is_provisioned()
    {
        var constants = typeof(Containers).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(StringComparer.Ordinal), InfraFiles.Names("inputs").Concat(InfraFiles.Names("outputs")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Timers_have_six_fields_and_run_once_for_all_instances()
    {
        var timers = Functions.SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()).OfType<TimerTriggerAttribute>().ToList();
        Assert.NotEmpty(timers);
        Assert.All(timers, timer => Assert.Equal(6, timer.Schedule.Split(' ').Length));
        Assert.All(timers, timer => Assert.False(timer.RunOnStartup));
    }

    [Fact]
    public void The_sample_of_local_settings_is_for_the_emulator_and_names_settings_that_the_code_reads()
    {
        var sample = InfraFiles.Json("local.settings.sample.json");
        var values = sample["Values"]!.AsObject();
        Assert.False(sample["IsEncrypted"]!.GetValue<bool>());
        Assert.Equal("UseDevelopmentStorage=true", values["AzureWebJobsStorage"]!.GetValue<string>());
        Assert.Equal("dotnet-isolated", values["FUNCTIONS_WORKER_RUNTIME"]!.GetValue<string>());
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(InfraFiles.Root, "functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(values.Where(value => value.Key.Contains("__", StringComparison.Ordinal)), value => Assert.Contains($"\"{value.Key.Replace("__", ":", StringComparison.Ordinal)}\"", code, StringComparison.Ordinal));
    }

    [Fact]
    public void The_app_runs_on_the_framework_that_the_template_asks_for()
    {
        var framework = Regex.Match(File.ReadAllText(Path.Combine(InfraFiles.Root, "Directory.Build.props")), "<TargetFramework>net([0-9.]+)<").Groups[1].Value;
        var app = InfraFiles.Module("functionApp").Resources.Single(resource => resource.Type == "Microsoft.Web/sites").Body;
        Assert.Equal(framework, app.TextAt("properties/functionAppConfig/runtime/version"));
        Assert.Equal("dotnet-isolated", app.TextAt("properties/functionAppConfig/runtime/name"));
    }

    [Fact]
    public void An_event_of_ours_has_the_members_and_kinds_of_Event_Grids_schema()
    {
        var blob = new StoredBlob(new BlobAddress(Containers.Dems, "aletsch/2018-09-13.tif"), "0x8D4", 10, new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero), null);
        var written = JsonNode.Parse(MessageText.Write(ArrivalEvent.Of(blob)))!.AsObject();

        // learn.microsoft.com/azure/event-grid/event-schema: required members and their kinds
        foreach (var member in new[] { "topic", "subject", "id", "eventType", "eventTime", "dataVersion", "metadataVersion" })
            Assert.Equal(JsonValueKind.String, written[member]!.GetValueKind());
        Assert.Equal(JsonValueKind.Object, written["data"]!.GetValueKind());
        Assert.Equal("Microsoft.Storage.BlobCreated", written["eventType"]!.GetValue<string>());
        Assert.Equal("/blobServices/default/containers/dems/blobs/aletsch/2018-09-13.tif", written["subject"]!.GetValue<string>());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", written["eventTime"]!.GetValue<string>());
        Assert.Equal(["api", "contentLength", "eTag", "url"], written["data"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_event_as_Event_Grid_delivers_it_is_read()
    {
        // the example of learn.microsoft.com/azure/event-grid/event-schema-blob-storage, with our names
        const string delivered = """
            {
              "topic": "/subscriptions/x/resourceGroups/Storage/providers/Microsoft.Storage/storageAccounts/my-storage-account",
              "subject": "/blobServices/default/containers/dems/blobs/aletsch/new file.tif",
              "eventType": "Microsoft.Storage.BlobCreated",
              "eventTime": "2017-06-26T18:41:00.9584103Z",
              "id": "831e1650-001e-001b-66ab-eeb76e069631",
              "data": {
                "api": "PutBlockList", "clientRequestId": "6d79dbfb-0e37-4fc4-981f-442c9ca65760", "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
                "eTag": "0x8D4BCC2E4835CD0", "contentType": "image/tiff", "contentLength": 524288, "blobType": "BlockBlob", "accessTier": "Default",
                "url": "https://my-storage-account.blob.core.windows.net/dems/aletsch/new%20file.tif", "sequencer": "00000000000004420000000000028963",
                "storageDiagnostics": { "batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0" }
              },
              "dataVersion": "",
              "metadataVersion": "1"
            }
            """;
        var read = MessageText.Read<ArrivalEvent>(delivered);
        Assert.Equal(new BlobAddress(Containers.Dems, "aletsch/new file.tif"), read.Blob);
        Assert.Equal("0x8D4BCC2E4835CD0", read.Data.ETag);
        Assert.Equal(524288, read.Data.ContentLength);
    }
}
