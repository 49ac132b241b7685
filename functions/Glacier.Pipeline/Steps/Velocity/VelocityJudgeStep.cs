using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>
/// A scene that agrees with none of its partners is cloud, fresh snow or another place: it goes to quarantine with the rule its pairs break. It stays in the
/// series all the same, so that it is released when a scene comes that it agrees with.
/// </summary>
public static class VelocityJudgeStep
{
    /// <summary>The rules that this step judges by.</summary>
    internal static IReadOnlyList<string> Rules { get; } = ["all-cloud", "no-overlap"];

    /// <summary>Judges the scenes by what became of their pairs.</summary>
    /// <returns>How many agree with none.</returns>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var plan = await VelocityPlanStep.ReadAsync(bench, glacier, cancellation);
        var outcomes = await bench.Stores.ReadJsonAsync<List<PairOutcome>>(BlobNames.Product(glacier, VelocityMosaicStep.OutcomesName), cancellation) ?? [];
        var refused = 0;
        foreach (var scene in plan.Scenes)
        {
            var own = outcomes.Where(outcome => outcome.Target.First == scene.Date || outcome.Target.Second == scene.Date).ToList();
            var address = SceneSurveyStep.Address(glacier, scene.File);
            if (own.Count > 0 && own.TrueForAll(outcome => Rules.Contains(outcome.Refused?.Rule)))
            {
                refused++;
                await QuarantineRecords.KeepAsync(bench, address, Broken(scene, own), cancellation);
            }
            else
            {
                await QuarantineRecords.ReleaseAsync(bench, address, cancellation);
            }
        }

        return refused;
    }

    private static InvalidInputException Broken(SurveyedScene scene, List<PairOutcome> own)
    {
        var reason = own[0].Refused!;
        return new(
            scene.File, reason.Rule, $"no agreement with any of {own.Select(outcome => (outcome.Target.First, outcome.Target.Second)).Distinct().Count()} other scenes (first: {reason.Found})", reason.Expected,
            "Take a clear scene instead; this one is used by itself as soon as a scene comes that it agrees with.");
    }
}
