using Glacier.Tests.Functions.Samples;
using Microsoft.Azure.Functions.Worker.Hosting.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace Glacier.Tests.Functions.Hosting;

public class TimerTests(Azurite storage)
{
    [Fact]
    public async Task A_timer_fires_every_second_and_of_two_hosts_one_runs_it()
    {
        var hub = App.NewHub();
        await using var one = await App.StartAsync(storage, hub, services => services.AddSingleton(new Greeting(hub)), App.Enable("SampleTimer"));
        await using var two = await App.StartAsync(storage, hub, services => services.AddSingleton(new Greeting(hub)), App.Enable("SampleTimer"));
        var begun = DateTime.UtcNow;
        await one.UntilAsync(() => Task.FromResult(SampleOrchestrations.Counts.GetValueOrDefault($"timer{hub}False") >= 3));
        Assert.InRange(SampleOrchestrations.Counts[$"timer{hub}False"], 3, (DateTime.UtcNow - begun).TotalSeconds + 2);
    }

    [Fact]
    public async Task RunOnStartup_runs_it_at_the_start()
    {
        await using var app = await App.StartAsync(storage, null, null, App.Enable("SampleStartupTimer"));
        await app.UntilAsync(() => Task.FromResult(SampleOrchestrations.Counts.GetValueOrDefault("startup1") >= 1));
    }

    [Theory]
    [InlineData("0 */5 * * * *", "2026-11-21T10:02:03", "2026-11-21T10:05:00")]
    [InlineData("*/5 * * * *", "2026-11-21T10:05:00", "2026-11-21T10:10:00")]
    [InlineData("30 15 9-17/4 * * *", "2026-11-21T10:00:00", "2026-11-21T13:15:30")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 30 6 * * MON-FRI", "2026-11-21T07:00:00", "2026-11-23T06:30:00")]
    [InlineData("0 0 12 * JAN,jul 0", "2026-11-21T07:00:00", "2027-01-03T12:00:00")]
    [InlineData("0 0 12 * * 7", "2026-11-21T07:00:00", "2026-11-22T12:00:00")]
    [InlineData("10,20 * * * * *", "2026-12-31T23:59:20", "2027-01-01T00:00:10")]
    [InlineData("00:00:30", "2026-11-21T07:00:00", "2026-11-21T07:00:30")]
    public void The_next_occurrence_follows_the_expression(string expression, string after, string next) =>
        Assert.Equal(Utc(next), new Schedule(expression).Next(Utc(after)));

    [Theory]
    [InlineData("* * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 5-3 * * * *")]
    [InlineData("0 */0 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("0 0 0 1 FOO *")]
    public void A_wrong_expression_is_refused(string expression) => Assert.Throws<FormatException>(() => new Schedule(expression));

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
}
