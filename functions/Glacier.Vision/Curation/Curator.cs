using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Glacier.Terrain;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Curation;

/// <summary>Runs one step of long work and shows how far it is.</summary>
/// <param name="title">What is being done.</param>
/// <param name="work">Receives where to report the part done, 0 … 1.</param>
public delegate void StepRunner(string title, Action<IProgress<double>> work);

/// <summary>Chooses the photographs of a folder that suit training, in three steps: geometry, what is shown, likeness to labelled ones; what passes all is kept.</summary>
/// <remarks>What each photograph costs is logged in <c>steps/</c> of the output by content, so that a stopped run goes on and a changed threshold costs nothing.</remarks>
/// <param name="models">What looks at the photographs.</param>
/// <param name="options">What is looked for.</param>
/// <param name="output">Folder of the manifest, the map and the kept photographs.</param>
public sealed class Curator(CurationModels models, CurationOptions options, string output)
{
    /// <summary>Name of the manifest.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>Name of the t-SNE picture.</summary>
    public const string MapName = "map.png";

    /// <summary>Curates a folder; its files are only read.</summary>
    /// <param name="folder">Photographs, in folders below as well.</param>
    /// <param name="labelled">Labelled photographs; null where CLIP judges and no neighbours vote.</param>
    /// <param name="run">Runs each step.</param>
    /// <param name="thumbnails">Whether the map shows small pictures beside the points.</param>
    /// <returns>The manifest, as written.</returns>
    /// <exception cref="InvalidInputException">The folder is empty, or there is neither CLIP nor labelled photographs.</exception>
    public CurationManifest Run(string folder, LabelledPhotos? labelled, StepRunner run, bool thumbnails = true)
    {
        if (models.Text is null && labelled is null)
        {
            throw new InvalidInputException(
                "labelled photographs", "nothing-to-judge-by", "neither CLIP nor labelled photographs", "one of them", "Name a folder of labels with --labelled, or fetch CLIP with --download.");
        }

        var candidates = Find(folder);
        Directory.CreateDirectory(Path.Combine(output, "steps"));
        run("reading", progress => Read(candidates, progress));
        run("1 of 3: geometry", progress => JudgeGeometry(candidates, progress));
        using var features = new StepLog<string>(Path.Combine(output, "steps", "features.jsonl"), models.FeatureName);
        var survivors = candidates.Where(candidate => candidate.Rejections.Count == 0).ToArray();
        run("2 of 3: what is shown", progress => Each(survivors, progress, candidate => candidate.Features = Describe(features, candidate.Path, candidate.Hash!)));
        var judge = new SubjectJudge(models, options);
        if (labelled is not null)
        {
            run("labelled photographs", progress => judge.Learn(labelled, (path, hash) => Describe(features, path, hash), progress));
        }

        run("3 of 3: likeness", progress => Each(survivors, progress, judge.Judge));
        var mapped = survivors.Where(candidate => candidate.Features is not null).ToArray();
        run("map", progress => CurationMap.Place(mapped, progress));
        CurationMap.Save(Path.Combine(output, MapName), mapped, options, thumbnails);
        CopyKept(candidates);
        var manifest = new CurationManifest(judge.Methods(), options, Counts(candidates), [.. candidates.Select(candidate => candidate.Result())]);
        manifest.Write(Path.Combine(output, ManifestName));
        return manifest;
    }

    private static CurationCandidate[] Find(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true }) : [];
        CurationCandidate[] candidates =
        [
            .. files.Select(path => new CurationCandidate(path, Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')))
                .Where(candidate => !candidate.Name.Split('/').Any(part => part.StartsWith('.'))).OrderBy(candidate => candidate.Name, StringComparer.Ordinal),
        ];
        return candidates.Any(candidate => Photograph.IsNamed(candidate.Path)) ? candidates : throw new InvalidInputException(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), "no-photographs",
            candidates.Length == 0 ? "no files" : $"{candidates.Length} files, none of them .jpg, .jpeg, .png or .webp", "photographs", "Name the folder that holds them.");
    }

    private void Read(CurationCandidate[] candidates, IProgress<double> progress)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        Each(candidates, progress, candidate =>
        {
            try
            {
                candidate.Hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(candidate.Path)));
                var photo = Photograph.Read(candidate.Path, options.SmallestSide);
                (candidate.Width, candidate.Height) = (photo.Width, photo.Height);
                if (!first.TryAdd(candidate.Hash, candidate.Name))
                {
                    candidate.Reject("reading", "duplicate", $"the same content as {first[candidate.Hash]}", "each photograph once");
                }
            }
            catch (InvalidInputException error)
            {
                candidate.Reject("reading", error.Rule, error.Found, error.Expected);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                candidate.Reject("reading", "unreadable", error.Message, "a file that may be read");
            }
        });
    }

    private void JudgeGeometry(CurationCandidate[] candidates, IProgress<double> progress)
    {
        var rules = options.Geometry ?? new GeometryRules();
        using var log = new StepLog<GeometryFacts>(Path.Combine(output, "steps", "geometry.jsonl"), models.SkyName);
        Each([.. candidates.Where(candidate => candidate.Rejections.Count == 0)], progress, candidate =>
        {
            candidate.Geometry = log.Get(candidate.Hash!, () =>
            {
                var photo = Photograph.Read(candidate.Path, options.SmallestSide);
                return GeometryFacts.Of(models.Sky(photo), photo.Width, photo.Height);
            });
            candidate.Rejections.AddRange(rules.Judge(candidate.Geometry));
        });
    }

    // 16 bits a number are plenty for likeness and keep the log small
    private float[] Describe(StepLog<string> log, string path, string hash)
    {
        var text = log.Get(hash, () =>
        {
            var halves = Array.ConvertAll(models.Features(Photograph.Read(path, 1)), value => (Half)value);
            return Convert.ToBase64String(MemoryMarshal.AsBytes(halves.AsSpan()));
        });
        var values = MemoryMarshal.Cast<byte, Half>(Convert.FromBase64String(text).AsSpan());
        return Array.ConvertAll(values.ToArray(), value => (float)value);
    }

    private void CopyKept(CurationCandidate[] candidates)
    {
        var folder = Path.Combine(output, "kept");
        var kept = candidates.Where(candidate => candidate.Rejections.Count == 0).ToDictionary(candidate => Path.GetFullPath(Path.Combine(folder, candidate.Name)));
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(path => !kept.ContainsKey(Path.GetFullPath(path))))
            {
                File.Delete(path);
            }
        }

        foreach (var (path, candidate) in kept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(candidate.Path, path, overwrite: true);
        }
    }

    private static SortedDictionary<string, int> Counts(CurationCandidate[] candidates)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["files"] = candidates.Length,
            ["kept"] = candidates.Count(candidate => candidate.Rejections.Count == 0),
        };
        foreach (var step in candidates.SelectMany(candidate => candidate.Rejections.Select(rejection => rejection.Step).Distinct()))
        {
            counts["refused by " + step] = counts.GetValueOrDefault("refused by " + step) + 1;
        }

        return counts;
    }

    private static void Each(IReadOnlyList<CurationCandidate> candidates, IProgress<double> progress, Action<CurationCandidate> work)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            work(candidates[i]);
            progress.Report((i + 1.0) / candidates.Count);
        }
    }
}
