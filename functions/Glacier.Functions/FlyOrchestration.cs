using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Flights;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>A glacier's flights to be flown.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Flights">Their names.</param>
/// <param name="DeadlineSeconds">How long nothing may come from the renderer before the missing frames are asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record FlyRequest(GlacierId Glacier, IReadOnlyList<string> Flights, double DeadlineSeconds, RoundProgress Progress);

/// <summary>A flight.</summary>
public sealed record FlightRequest(GlacierId Glacier, string Flight);

/// <summary>Frames to be sent, and the orchestration that waits for them.</summary>
public sealed record FramesToSend(GlacierId Glacier, IReadOnlyList<FlightTarget> Targets, string Instance);

/// <summary>How DEMs become flights and 3D models: the cameras, the frames a handful a message through the renderer's queue, the film. Part of its glacier's round, before it is published.</summary>
public static class FlyOrchestration
{
    /// <summary>Flies. A flight that cannot be flown is noted and does not keep the others from it.</summary>
    /// <returns>The round's progress with what this has added.</returns>
    [Function(nameof(FlyOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<FlyRequest>()!;
        var glacier = request.Glacier;
        var round = new Round(context, glacier, request.Progress);
        await round.BeginAsync("fly", (2 * request.Flights.Count) + 1);
        foreach (var flight in request.Flights)
        {
            try
            {
                await FlyAsync(context, request, round, flight);
            }
            catch (TaskFailedException failed)
            {
                round.Note(failed);
            }
        }

        try
        {
            await round.OnceAsync<string>(nameof(FlyActivities.MakeModels), glacier);
        }
        catch (TaskFailedException failed)
        {
            round.Note(failed);
        }

        return round.Progress;
    }

    private static async Task FlyAsync(TaskOrchestrationContext context, FlyRequest request, Round round, string flight)
    {
        var glacier = request.Glacier;
        var frames = await round.OnceAsync<int>(nameof(FlyActivities.PlanFlight), new FlightRequest(glacier, flight));
        var targets = FlightFramesStep.Targets(flight, frames);
        round.Expect(targets.Count);
        foreach (var some in targets.Chunk(QueuedWork.BatchSize))
        {
            var failures = await QueuedWork.DoAsync(
                context, some, request.DeadlineSeconds, nameof(FlyActivities.SendFrames), missing => new FramesToSend(glacier, missing, context.InstanceId),
                target => $"flight {target.Flight}, frames from {target.First}");
            round.Advance(some.Length, failures);
            await round.SaveAsync();
        }

        await round.OnceAsync<string?>(nameof(FlyActivities.FilmFlight), new FlightRequest(glacier, flight));
    }
}

/// <summary>The activities on flights: each calls one step. Running any of them twice costs time, never correctness.</summary>
public sealed class FlyActivities(Workbench bench)
{
    /// <summary>Names of the flights asked for.</summary>
    [Function(nameof(ListFlights))]
    public Task<IReadOnlyList<string>> ListFlights([ActivityTrigger] GlacierId glacier) => FlightPlanStep.ListAsync(bench, glacier);

    /// <summary>Lays out a flight; its number of frames.</summary>
    [Function(nameof(PlanFlight))]
    public Task<int> PlanFlight([ActivityTrigger] FlightRequest request) => FlightPlanStep.RunAsync(bench, request.Glacier, request.Flight);

    /// <summary>Sends frames to the renderer; their keys, null for those that are there.</summary>
    [Function(nameof(SendFrames))]
    public Task<IReadOnlyList<string?>> SendFrames([ActivityTrigger] FramesToSend request) => FlightFramesStep.SendAsync(bench, request.Glacier, request.Targets, request.Instance);

    /// <summary>Makes a flight's film; null where frames are missing.</summary>
    [Function(nameof(FilmFlight))]
    public async Task<string?> FilmFlight([ActivityTrigger] FlightRequest request) => (await FlightFilmStep.RunAsync(bench, request.Glacier, request.Flight))?.Key;

    /// <summary>Makes the 3D models.</summary>
    [Function(nameof(MakeModels))]
    public async Task<string> MakeModels([ActivityTrigger] GlacierId glacier) => (await ModelStep.RunAsync(bench, glacier)).Key;
}
