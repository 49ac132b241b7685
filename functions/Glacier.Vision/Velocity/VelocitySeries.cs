using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Masks;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Vision.Velocity;

/// <summary>An input or a pair that was left out, and why.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Rule">The rule broken.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What the rule asks for.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record SkippedInput(string File, string Rule, string Found, string Expected, string Fix)
{
    /// <summary>As an error tells it.</summary>
    public static SkippedInput Of(InvalidInputException error) => new(error.File, error.Rule, error.Found, error.Expected, error.Fix);
}

/// <summary>What one method found over all pairs.</summary>
/// <param name="Method">Short name.</param>
/// <param name="Map">The pair's map, or the mean of all pairs.</param>
/// <param name="Pairs">Each pair's figures; their maps are released but for the first.</param>
/// <param name="ByYear">One mean per calendar year, of several pairs.</param>
public sealed record MethodVelocity(string Method, VelocityMap Map, IReadOnlyList<PairVelocity> Pairs, IReadOnlyDictionary<int, VelocityMap> ByYear);

/// <summary>Velocities of a glacier from two scenes or many.</summary>
/// <param name="Methods">By method, the first asked for first.</param>
/// <param name="Background">The first scene, for pictures.</param>
/// <param name="Sources">Names of the scenes used.</param>
/// <param name="Warnings">What had to be done to the inputs.</param>
/// <param name="Skipped">What was left out.</param>
public sealed record VelocitySeries(
    IReadOnlyList<MethodVelocity> Methods, Raster Background, IReadOnlyList<string> Sources, IReadOnlyList<string> Warnings, IReadOnlyList<SkippedInput> Skipped)
{
    // of two scenes nobody can tell which has the clouds; that is for the tests of the pair
    private const int LeastScenesToJudgeClouds = 3;
    private const double LeastClear = 0.1;

    /// <summary>Two scenes.</summary>
    /// <param name="pair">Scenes on one grid.</param>
    /// <param name="ice">One flag per pixel; null: no outline.</param>
    /// <param name="methods">Names of methods.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="InvalidInputException">As <see cref="PairVelocity.Estimate"/>.</exception>
    public static VelocitySeries OfPair(ScenePair pair, bool[]? ice, IReadOnlyList<string> methods, VelocityOptions options)
    {
        var found = methods.Select(name => PairVelocity.Estimate(pair, ice, FlowMethods.Of(name, PairVelocity.LargestDisplacement(pair, options)), options))
            .Select(velocity => new MethodVelocity(velocity.Method, velocity.Map, [velocity], new Dictionary<int, VelocityMap>()));
        var warnings = ice is not null && !Array.Exists(ice, isIce => isIce) ? pair.Warnings.Append("the outline has no ice on the scenes: the product is empty") : pair.Warnings;
        return new([.. found], pair.First.Band, [pair.First.File, pair.Second.File], [.. warnings], []);
    }

    /// <summary>The pairs, earlier before later, whose days apart lie within a window.</summary>
    /// <param name="scenes">Whatever has a date, oldest first.</param>
    /// <param name="date">Its date.</param>
    /// <param name="window">Least and most days, both within.</param>
    public static IEnumerable<(T First, T Second)> Pairs<T>(IReadOnlyList<T> scenes, Func<T, DateOnly> date, (int Least, int Most) window) =>
        scenes.SelectMany((first, k) => scenes.Skip(k + 1)
            .Where(second => date(second).DayNumber - date(first).DayNumber is var days && days >= window.Least && days <= window.Most)
            .Select(second => (first, second)));

    /// <summary>All pairs of many scenes whose days apart lie within a window.</summary>
    /// <param name="scenes">Each reads one scene; a scene that breaks a rule is left out and told of.</param>
    /// <param name="readIce">Ice on the grid of the first scene; null: no outline.</param>
    /// <param name="methods">Names of methods.</param>
    /// <param name="options">Settings.</param>
    /// <param name="window">Least and most days between the scenes of a pair.</param>
    /// <param name="eachPair">Told every finished pair of the first method, for its own files.</param>
    /// <param name="progress">Part of the pairs done, 0 to 1.</param>
    /// <exception cref="InvalidInputException"><c>no-pair</c>: no pair of usable scenes lies within the window.</exception>
    public static VelocitySeries OfMany(
        IReadOnlyList<(string File, DateOnly? Date, Func<Scene> Read)> scenes, Func<Grid, bool[]>? readIce, IReadOnlyList<string> methods, VelocityOptions options, (int Least, int Most) window,
        Action<PairVelocity>? eachPair = null, IProgress<double>? progress = null)
    {
        var (skipped, warnings, dated) = (new List<SkippedInput>(), new List<string>(), new List<(string File, DateOnly Date, Func<Scene> Read)>());
        foreach (var (file, date, read) in scenes)
        {
            // the date costs nothing where it is known; a scene without one is read to hear what is wrong with it
            if (Try<DateOnly?>(skipped, () => date ?? read().Date) is { } day)
            {
                dated.Add((file, day, read));
            }
        }

        var order = dated.OrderBy(scene => scene.Date).ThenBy(scene => scene.File, StringComparer.Ordinal).ToList();
        var pairs = Pairs(order, scene => scene.Date, window).ToList();
        Scene? reference = null;
        bool[]? ice = null;
        var (bad, found, used) = (new HashSet<string>(), methods.ToDictionary(name => name, _ => new List<PairVelocity>()), new SortedSet<string>(StringComparer.Ordinal));
        var mosaics = new Dictionary<string, VelocityMosaic>();
        var (held, heldScene) = ("", (Scene?)null);
        LeaveOutClouds();
        for (var k = 0; k < pairs.Count; k++)
        {
            var (a, b) = pairs[k];
            if (held != a.File)
            {
                (held, heldScene) = (a.File, bad.Contains(a.File) ? null : Load(a));
            }

            if (heldScene is not null && !bad.Contains(b.File) && Load(b) is { } second
                && Try(skipped, () => ScenePair.Of(heldScene, second)) is { } pair)
            {
                foreach (var name in methods)
                {
                    if (Try(skipped, () => PairVelocity.Estimate(pair, ice, FlowMethods.Of(name, PairVelocity.LargestDisplacement(pair, options)), options)) is not { } velocity)
                    {
                        break;
                    }

                    mosaics[name].Add(velocity.Map);
                    found[name].Add(found[name].Count == 0 ? velocity : velocity with { Map = found[name][0].Map });
                    used.UnionWith([a.File, b.File]);
                    if (name == methods[0])
                    {
                        eachPair?.Invoke(velocity);
                    }
                }
            }

            progress?.Report((k + 1.0) / pairs.Count);
        }

        if (reference is null || used.Count == 0)
        {
            throw new InvalidInputException(
                scenes.Count > 0 ? scenes[0].File : "the folder", "no-pair", $"{dated.Count} dated scenes, {pairs.Count} pairs {window.Least} to {window.Most} days apart, none of them usable"
                + (skipped.Count > 0 ? $" (first: {skipped[0].File}: {skipped[0].Rule})" : ""),
                "at least one pair of clear scenes", "Widen the window (--baseline MIN,MAX) or add clear scenes.");
        }

        var results = methods.Where(name => mosaics[name].Count > 0).Select(name => new MethodVelocity(
            name, mosaics[name].Mean(), found[name], mosaics[name].Years.ToDictionary(year => year, year => mosaics[name].Mean(year))));
        return new([.. results], reference.Band, [.. used], warnings, skipped);

        // a scene under clouds would cost every pair that it is part of
        void LeaveOutClouds()
        {
            var files = new HashSet<string>();
            foreach (var (a, b) in pairs)
            {
                files.UnionWith([a.File, b.File]);
            }

            var paired = order.Where(scene => files.Contains(scene.File)).ToList();
            if (paired.Count < LeastScenesToJudgeClouds)
            {
                return;
            }

            var reduced = new List<(string File, float[] Values)>();
            foreach (var dropped in paired)
            {
                if (Load(dropped) is { } scene)
                {
                    reduced.Add((dropped.File, SceneClouds.Reduced(scene.Band.Values, scene.Band.Width, scene.Band.Height)));
                }
            }

            if (reduced.Count < LeastScenesToJudgeClouds)
            {
                return;
            }

            var clear = SceneClouds.ClearParts([.. reduced.Select(each => each.Values)], reference!.Band.Width, reference.Band.Height, ice);
            foreach (var ((file, _), part) in reduced.Zip(clear))
            {
                if (part < LeastClear)
                {
                    bad.Add(file);
                    skipped.Add(new(file, "all-cloud", FormattableString.Invariant($"{100 * part:0} % of the {(ice is null ? "ground" : "ice")} looks as on the other scenes"),
                        FormattableString.Invariant($"at least {100 * LeastClear:0} %"), "Nothing, if it is cloudy or freshly snowed over; no pair was made of it."));
                }
            }
        }

        Scene? Load((string File, DateOnly Date, Func<Scene> Read) dropped)
        {
            var scene = Try(skipped, dropped.Read);
            if (scene is null)
            {
                bad.Add(dropped.File);
                return null;
            }

            if (reference is null)
            {
                reference = scene;
                ice = readIce?.Invoke(scene.Band.Grid);
                foreach (var name in methods)
                {
                    mosaics[name] = new VelocityMosaic(scene.Band.Grid, ice);
                }

                return scene;
            }

            // everything lies on the first scene's grid; the dates do not matter for that
            var day = scene.Date == reference.Date ? scene.Date.AddDays(1) : scene.Date;
            var placed = Try(skipped, () => day > reference.Date
                ? ScenePair.Of(reference, scene with { Date = day })
                : ScenePair.Of(reference with { Date = day.AddDays(-1) }, scene with { Date = day }));
            if (placed is null)
            {
                bad.Add(dropped.File);
                return null;
            }

            warnings.AddRange(placed.Warnings.Except(warnings).ToList());
            return scene with { Band = placed.Second.Band };
        }
    }

    private static T? Try<T>(List<SkippedInput> skipped, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidInputException error)
        {
            skipped.Add(SkippedInput.Of(error));
            return default;
        }
    }
}
