using Azure.Storage.Queues;
using Glacier.Tests.Functions.Samples;

namespace Glacier.Tests.Functions.Hosting;

public class QueueTests(Azurite storage)
{
    [Fact]
    public async Task A_message_binds_to_a_record_and_to_its_parts()
    {
        var hub = App.NewHub();
        await using var app = await App.StartAsync(storage, hub, null, App.Enable("OnArrival"));
        await Queue(hub, "arrivals").SendMessageAsync($$"""{"glacier":"{{hub}}","year":2018}""");
        await app.UntilAsync(() => Task.FromResult(SampleOrchestrations.Counts.GetValueOrDefault($"{hub}2018{hub}1") == 1));
        await app.UntilAsync(async () => (await Queue(hub, "arrivals").GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
    }

    [Fact]
    public async Task A_returned_array_becomes_messages()
    {
        var hub = App.NewHub();
        await using var app = await App.StartAsync(storage, hub, null, App.Enable("OnText"));
        await Queue(hub, "texts").SendMessageAsync("héllo");
        var answers = new List<string>();
        await app.UntilAsync(async () =>
        {
            await Queue(hub, "answers").CreateIfNotExistsAsync();
            answers.AddRange((await Queue(hub, "answers").ReceiveMessagesAsync(8)).Value.Select(message => message.Body.ToString()));
            return answers.Count == 2;
        });
        Assert.Equal(["héllo!", "héllo?"], answers.Order());
    }

    [Fact]
    public async Task After_five_tries_a_message_goes_to_the_poison_queue()
    {
        var hub = App.NewHub();
        await using var app = await App.StartAsync(storage, hub, null, App.Enable("OnPoison"));
        await Queue(hub, "bad").SendMessageAsync(hub);
        var poison = Queue(hub, "bad-poison");
        await app.UntilAsync(async () => await poison.ExistsAsync() && (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount == 1);
        Assert.Equal(5, SampleOrchestrations.Counts["poison" + hub]);
        Assert.Equal(hub, Assert.Single((await poison.ReceiveMessagesAsync()).Value).Body.ToString());
    }

    [Fact]
    public async Task A_message_of_a_wrong_encoding_goes_to_the_poison_queue_as_it_came()
    {
        var hub = App.NewHub();
        await using var app = await App.StartAsync(storage, hub, null, App.Enable("OnPoison"));
        await new QueueClient(storage.ConnectionString, hub + "-bad").SendMessageAsync("not base64!");
        var poison = new QueueClient(storage.ConnectionString, hub + "-bad-poison");
        await app.UntilAsync(async () => await poison.ExistsAsync() && (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount == 1);
        Assert.Equal("not base64!", Assert.Single((await poison.ReceiveMessagesAsync()).Value).Body.ToString());
    }

    private QueueClient Queue(string hub, string name) => new(storage.ConnectionString, $"{hub}-{name}", new() { MessageEncoding = QueueMessageEncoding.Base64 });
}
