using System.Diagnostics;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Onnx;
using Microsoft.Extensions.Logging;

namespace Glacier.Pipeline.Steps;

/// <summary>What every step works with: the account, local copies of its blobs, and the log.</summary>
/// <param name="Stores">Blobs and queues.</param>
/// <param name="Files">Local copies.</param>
/// <param name="Log">Where it says what it does.</param>
public sealed record Workbench(BlobStores Stores, LocalBlobs Files, ILogger Log)
{
    private const long LargestSettings = 1 << 20;
    private static readonly Lazy<ModelCatalogue> s_models = new(ModelCatalogue.OfProgram);

    /// <summary>The networks; each is loaded at its first use and kept for the life of the process.</summary>
    public ModelCatalogue Models { get; init; } = s_models.Value;

    /// <summary>
    /// Does a step's work unless its products are there already, made from the same inputs. The work writes files into a folder; they are committed under the
    /// glacier's folder of <c>products</c>, and the manifest that names them last, so that what a manifest names is always there.
    /// </summary>
    /// <param name="glacier">The glacier.</param>
    /// <param name="step">The step, with its epoch where it has one: <c>normalize.1957</c>.</param>
    /// <param name="key">What the products are made from.</param>
    /// <param name="work">Writes the products into the folder under their names below the glacier's folder.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<StepManifest> OnceAsync(
        GlacierId glacier, string step, ProductKey key, Func<WorkFolder, Task> work, CancellationToken cancellation = default)
    {
        var address = BlobNames.Manifest(glacier, step);
        if (await Stores.ReadJsonAsync<StepManifest>(address, cancellation) is { } done && done.Key == key.Value && await AreThereAsync(glacier, done, cancellation))
        {
            return done;
        }

        using var span = PipelineTelemetry.Step(glacier, step);
        var begun = Stopwatch.GetTimestamp();
        using var folder = Files.NewFolder();
        try
        {
            await work(folder);
        }
        catch (Exception failed)
        {
            span.Fail(failed);
            throw;
        }

        var outputs = new List<StepOutput>();
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder.Path, file).Replace(Path.DirectorySeparatorChar, '/');
            var hash = await Stores.WriteFileAsync(BlobNames.Product(glacier, name), file, cancellation: cancellation);
            outputs.Add(new StepOutput(name, hash, new FileInfo(file).Length));
        }

        var manifest = new StepManifest(step, key.Value, outputs);
        await Stores.WriteJsonAsync(address, manifest, cancellation);
        PipelineTelemetry.Made(step, outputs.Count, Stopwatch.GetElapsedTime(begun));
        Log.LogInformation("{Glacier} {Step}: {Count} products", glacier, step, outputs.Count);
        return manifest;
    }

    /// <summary>What a step of this glacier was last made from.</summary>
    /// <exception cref="FileNotFoundException">The step was not done.</exception>
    public async Task<StepManifest> ManifestAsync(GlacierId glacier, string step, CancellationToken cancellation = default) =>
        await Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, step), cancellation)
        ?? throw new FileNotFoundException($"{glacier}: the step {step} was not done.");

    /// <summary>A local copy of an input with what belongs to it beside it: world file, projection.</summary>
    /// <exception cref="FileNotFoundException">It was taken away.</exception>
    /// <exception cref="InvalidInputException">Rule <c>too-large</c>.</exception>
    public async Task<LocalBlob> OpenInputAsync(StoredBlob blob, CancellationToken cancellation = default)
    {
        var companions = new List<StoredBlob>();
        await foreach (var other in Stores.ListAsync(blob.Address.Container, Path.ChangeExtension(blob.Address.Name, null), cancellation))
        {
            if (BlobNames.IsCompanionOf(other.Address.Name, blob.Address.Name))
                companions.Add(other);
        }

        return await Files.OpenAsync(blob, companions, cancellation);
    }

    /// <summary>A product of JSON.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public async Task<T> ReadProductAsync<T>(GlacierId glacier, string name, CancellationToken cancellation = default)
        where T : class =>
        await Stores.ReadJsonAsync<T>(BlobNames.Product(glacier, name), cancellation) ?? throw new FileNotFoundException($"{glacier}: there is no product {name}.");

    /// <summary>A raster among the products.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public async Task<Raster> ReadRasterAsync(GlacierId glacier, string name, CancellationToken cancellation = default)
    {
        using var file = await Files.OpenAsync(BlobNames.Product(glacier, name), cancellation);
        return DemReader.Read(file.Path);
    }

    /// <summary>A band of an image among the products.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public async Task<Raster> ReadImageAsync(GlacierId glacier, string name, CancellationToken cancellation = default)
    {
        using var file = await Files.OpenAsync(BlobNames.Product(glacier, name), cancellation);
        return ImageReader.ReadBand(file.Path, 1);
    }

    /// <summary>A mask among the products, on the glacier's grid: true where the raster is above a half.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public async Task<bool[]> ReadMaskAsync(GlacierId glacier, string name, Grid grid, CancellationToken cancellation = default)
    {
        // a mask would break the rules on elevations that reading a DEM checks
        using var file = await Files.OpenAsync(BlobNames.Product(glacier, name), cancellation);
        return Array.ConvertAll(DemReader.ReadOnto(file.Path, grid).Values, value => value > 0.5f);
    }

    /// <summary>The glacier's settings; the defaults, and a record in quarantine, where they cannot be read.</summary>
    public async Task<GlacierSettings> SettingsAsync(GlacierId glacier, CancellationToken cancellation = default)
    {
        var address = BlobNames.Settings(glacier);
        if (await Stores.FindAsync(address, cancellation) is not { } blob)
        {
            return GlacierSettings.Default;
        }

        try
        {
            if (blob.Length > LargestSettings)
                throw new InvalidInputException(BlobNames.SettingsFile, "settings", $"{blob.Length} bytes", $"at most {LargestSettings} bytes", "Keep profiles to the points that matter.");
            var settings = GlacierSettings.Parse(await Stores.ReadAsync(address, cancellation));
            await QuarantineRecords.ReleaseAsync(this, address, cancellation);
            return settings;
        }
        catch (FileNotFoundException)
        {
            return GlacierSettings.Default;
        }
        catch (InvalidInputException broken)
        {
            await QuarantineRecords.KeepAsync(this, address, broken, cancellation);
            return GlacierSettings.Default;
        }
    }

    private async Task<bool> AreThereAsync(GlacierId glacier, StepManifest manifest, CancellationToken cancellation)
    {
        foreach (var output in manifest.Outputs)
        {
            if ((await Stores.FindAsync(BlobNames.Product(glacier, output.Name), cancellation))?.Sha256 != output.Sha256)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What a step wrote, and from what.</summary>
/// <param name="Step">The step, with its epoch where it has one.</param>
/// <param name="Key">What the products are made from.</param>
/// <param name="Outputs">The products.</param>
public sealed record StepManifest(string Step, string Key, IReadOnlyList<StepOutput> Outputs);

/// <summary>One product.</summary>
/// <param name="Name">Name below the glacier's folder.</param>
/// <param name="Sha256">Hash of its contents.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StepOutput(string Name, string Sha256, long Bytes);
