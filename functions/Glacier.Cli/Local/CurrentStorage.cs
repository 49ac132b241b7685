using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Configuration;

namespace Glacier.Cli.Local;

/// <summary>The storage that <c>drop</c>, <c>status</c> and <c>pull</c> speak to: what the environment names as <c>AzureWebJobsStorage</c>, else the running local stack.</summary>
internal static class CurrentStorage
{
    /// <summary>Opens it.</summary>
    /// <exception cref="InvalidOperationException">Neither is there.</exception>
    public static StorageConnection Open()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (environment.GetSection("AzureWebJobsStorage") is var section && (section.Value is not null || section.GetChildren().Any()))
        {
            return StorageConnection.From(environment);
        }

        var state = LocalStackState.Running()
            ?? throw new InvalidOperationException("nothing runs on this machine. Start it with ./glacier up, or set AzureWebJobsStorage to the storage to use.");
        return StorageConnection.ByConnectionString(state.ConnectionString);
    }
}
