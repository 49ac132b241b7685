using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Configures the app and builds its host.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder inner;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];
    private bool hasBuilt;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        inner = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        HostSettings.AddTo(inner.Configuration);
        inner.WebHost.UseUrls(HostSettings.Addresses(inner.Configuration));
        inner.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        inner.Logging.AddConfiguration(inner.Configuration.GetSection($"{HostSettings.Section}:logging"));
        inner.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        inner.Services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)inner).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => inner.Configuration;

    public IHostEnvironment Environment => inner.Environment;

    public ILoggingBuilder Logging => inner.Logging;

    public IMetricsBuilder Metrics => inner.Metrics;

    public IServiceCollection Services => inner.Services;

    internal bool ServesHttp { get; set; }

    /// <summary>Builds the host; it starts the triggers when it is run.</summary>
    /// <exception cref="InvalidOperationException">The app has been built already, or its functions contradict one another.</exception>
    public IHost Build()
    {
        DemandNotBuilt();
        hasBuilt = true;
        return FunctionsHost.Build(inner, middleware, ServesHttp);
    }

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)inner).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        DemandNotBuilt();
        this.middleware.Add(middleware);
        return this;
    }

    private void DemandNotBuilt()
    {
        if (hasBuilt)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}

/// <summary>Answers HTTP functions through ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions take <c>HttpRequest</c> and return <c>IActionResult</c>.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.ServesHttp = true;
        builder.Services.AddMvcCore();
        return builder;
    }
}
