namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Makes the app.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the settings of the environment, <c>local.settings.json</c>, <c>host.json</c> and the command line.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
