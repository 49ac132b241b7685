using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using Glacier.Tests.Functions.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Glacier.Tests.Functions.Hosting;

public class HttpTests(Azurite storage)
{
    [Fact]
    public async Task A_route_binds_its_parts_the_query_and_the_apps_services()
    {
        await using var app = await App.StartAsync(storage, null, services => services.AddSingleton(new Greeting("Grüezi")));
        using var http = new HttpClient { BaseAddress = app.Address };
        var answer = await http.GetFromJsonAsync<JsonElement>("/api/glaciers/aletsch/2009?q=a%20b");
        Assert.Equal("""{"id":"aletsch","year":2009,"q":"a b","greeting":"Grüezi","function":"GetGlacier"}""", answer.GetRawText().Replace("\\u00FC", "ü"));
        Assert.Equal(JsonValueKind.Null, (await http.GetFromJsonAsync<JsonElement>("/api/glaciers/rhone")).GetProperty("year").ValueKind);
    }

    [Fact]
    public async Task A_body_binds_to_a_record_and_outputs_go_to_answer_and_queue()
    {
        var hub = App.NewHub();
        await using var app = await App.StartAsync(storage, hub);
        using var http = new HttpClient { BaseAddress = app.Address };
        var answer = await http.PostAsJsonAsync("/api/glaciers", new { glacier = "rhone", year = 1958 });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("/api/glaciers/rhone", answer.Headers.Location!.ToString());
        Assert.Equal(new Arrival("rhone", 1958), await answer.Content.ReadFromJsonAsync<Arrival>());
        var queue = new QueueClient(storage.ConnectionString, hub + "-forwarded", new() { MessageEncoding = QueueMessageEncoding.Base64 });
        var message = Assert.Single((await queue.ReceiveMessagesAsync()).Value);
        Assert.Equal(new Arrival("rhone", 1958), message.Body.ToObjectFromJson<Arrival>());
    }

    [Fact]
    public async Task Wrong_body_method_and_route_and_a_failing_function_have_their_status()
    {
        var lines = new LogLines();
        await using var app = await App.StartAsync(storage, null, services => services.AddLogging(logging => logging.AddProvider(lines)));
        using var http = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/api/glaciers", new StringContent("{not json"))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.DeleteAsync("/api/glaciers")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await http.GetAsync("/api/fail")).StatusCode);
        Assert.Equal("this function fails GET", Assert.Single(lines.Exceptions("Function.FailByHttp")).Message);
    }

    [Fact]
    public async Task An_http_function_starts_an_orchestration()
    {
        await using var app = await App.StartAsync(storage);
        using var http = new HttpClient { BaseAddress = app.Address };
        var id = await (await http.PostAsync("/api/start/Sequence", null)).Content.ReadAsStringAsync();
        Assert.Equal(3, (await app.EndAsync(id)).ReadOutputAs<string[]>()!.Length);
    }

    [Fact]
    public async Task The_route_prefix_comes_from_host_json()
    {
        await using var app = await App.StartAsync(storage, null, null, "AzureFunctionsJobHost:extensions:http:routePrefix=");
        using var http = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/glaciers/aletsch")).StatusCode);
    }
}
