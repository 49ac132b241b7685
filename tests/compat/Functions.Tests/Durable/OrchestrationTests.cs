using Microsoft.DurableTask.Client;

namespace Glacier.Tests.Functions.Durable;

public class OrchestrationTests(Azurite storage)
{
    [Fact]
    public async Task Sequence_runs_in_order_and_gives_its_output()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("Sequence");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, result.RuntimeStatus);
        Assert.Equal(["Hello Bern!", "Hello Brig!", "Hello Sion!"], result.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Fan_out_of_50_comes_back_whole()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("FanOut", 50);
        Assert.Equal(50 * 51 * 101 / 6, result.ReadOutputAs<int>());
    }
}
