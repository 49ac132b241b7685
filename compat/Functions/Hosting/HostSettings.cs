using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The host's settings: <c>host.json</c>, and the genuine override <c>AzureFunctionsJobHost__path__to__setting</c> above it.</summary>
internal static class HostSettings
{
    public const string Section = "AzureFunctionsJobHost";

    /// <summary>Adds <c>host.json</c> (below the section) and the Values of <c>local.settings.json</c>, both weaker than what is there already.</summary>
    public static void AddTo(ConfigurationManager configuration)
    {
        var weak = new Dictionary<string, string?>();
        foreach (var (key, value) in Read("host.json"))
        {
            weak[ConfigurationPath.Combine(Section, key)] = value;
        }

        foreach (var (key, value) in Read("local.settings.json"))
        {
            if (key.StartsWith("Values:", StringComparison.OrdinalIgnoreCase))
            {
                weak[key["Values:".Length..].Replace("__", ":", StringComparison.Ordinal)] = value;
            }
        }

        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = weak });
    }

    /// <summary>Where HTTP functions are served: <c>--urls</c> or <c>ASPNETCORE_URLS</c>, else <c>--port</c> on this machine only, else 7071 as the genuine tools.</summary>
    public static string Addresses(IConfiguration configuration) =>
        configuration["urls"] ?? $"http://127.0.0.1:{configuration["port"] ?? "7071"}";

    private static IEnumerable<KeyValuePair<string, string?>> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name);
        return File.Exists(path) ? new ConfigurationBuilder().AddJsonFile(path).Build().AsEnumerable().Where(pair => pair.Value is not null) : [];
    }
}
