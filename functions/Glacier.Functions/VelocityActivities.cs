using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Glacier.Functions;

/// <summary>A scene to be worked on.</summary>
public sealed record SceneRequest(GlacierId Glacier, DateOnly Date);

/// <summary>Some of a glacier's pairs.</summary>
public sealed record PairsRequest(GlacierId Glacier, int Skip, int Most);

/// <summary>Pairs to be sent, and the orchestration that waits for them.</summary>
public sealed record PairsToSend(GlacierId Glacier, IReadOnlyList<VelocityTarget> Targets, string Instance);

/// <summary>A mosaic to be asked for, and the orchestration that waits for it.</summary>
public sealed record MosaicRequest(GlacierId Glacier, string Instance);

/// <summary>The activities on scenes: each calls one step. Running any of them twice costs time, never correctness.</summary>
public sealed class VelocityActivities(Workbench bench)
{
    /// <summary>Lists a page of scene files.</summary>
    [Function(nameof(ListScenes))]
    public Task<InputPage> ListScenes([ActivityTrigger] PageRequest request) => RoundStep.PageAsync(bench, request.Glacier, request.After, Containers.Scenes);

    /// <summary>Looks at one scene; the rule it breaks, or null.</summary>
    [Function(nameof(InspectScene))]
    public async Task<string?> InspectScene([ActivityTrigger] InspectRequest request) => (await SceneInspectStep.RunAsync(bench, request.Glacier, request.File)).Broken;

    /// <summary>Applies the rules that only several scenes can break; how many are good.</summary>
    [Function(nameof(SurveyScenes))]
    public Task<int> SurveyScenes([ActivityTrigger] GlacierId glacier) => SceneSurveyStep.RunAsync(bench, glacier);

    /// <summary>Chooses grid, ice, pairs and methods.</summary>
    [Function(nameof(PlanVelocity))]
    public Task<VelocityOutlook> PlanVelocity([ActivityTrigger] GlacierId glacier) => VelocityPlanStep.RunAsync(bench, glacier);

    /// <summary>Puts a scene on the common grid.</summary>
    [Function(nameof(PlaceScene))]
    public async Task<string> PlaceScene([ActivityTrigger] SceneRequest request) => (await VelocitySceneStep.RunAsync(bench, request.Glacier, request.Date)).Key;

    /// <summary>Some of the pairs.</summary>
    [Function(nameof(ListPairs))]
    public Task<IReadOnlyList<VelocityTarget>> ListPairs([ActivityTrigger] PairsRequest request) => VelocityPlanStep.TargetsAsync(bench, request.Glacier, request.Skip, request.Most);

    /// <summary>Sends pairs to the renderer; their keys, null for those that are there.</summary>
    [Function(nameof(SendVelocityPairs))]
    public Task<IReadOnlyList<string?>> SendVelocityPairs([ActivityTrigger] PairsToSend request) =>
        VelocityPairStep.SendAsync(bench, request.Glacier, request.Targets, request.Instance);

    /// <summary>Asks for the mosaic; its key, null where it is there.</summary>
    [Function(nameof(SendVelocityMosaic))]
    public async Task<IReadOnlyList<string?>> SendVelocityMosaic([ActivityTrigger] MosaicRequest request) =>
        [await VelocityMosaicStep.SendAsync(bench, request.Glacier, request.Instance)];

    /// <summary>Puts scenes that agree with no other into quarantine; how many there are.</summary>
    [Function(nameof(JudgeScenes))]
    public Task<int> JudgeScenes([ActivityTrigger] GlacierId glacier) => VelocityJudgeStep.RunAsync(bench, glacier);
}
