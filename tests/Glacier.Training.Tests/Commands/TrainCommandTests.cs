using System.Diagnostics;
using System.Globalization;

namespace Glacier.Training.Tests.Commands;

public class TrainCommandTests
{
    private const int Batch = 4;

    [Fact]
    public void A_run_killed_and_resumed_ends_with_the_weights_of_an_unbroken_one()
    {
        using var photos = new SyntheticPhotos();
        using (var killed = Start(photos, photos.Configuration("killed", images: 1_000_000), "broken"))
        {
            Await(() => Checkpoints(photos, "broken").Length > 0);
            killed.Kill();
        }

        var newest = Checkpoints(photos, "broken")[^1];
        var step = int.Parse(Path.GetFileName(newest)[5..], CultureInfo.InvariantCulture);
        var images = (step + 5L) * Batch;
        Run(photos, photos.Configuration("resumed", images), "broken", "--resume");
        Run(photos, photos.Configuration("unbroken", images), "whole");
        var (broken, whole) = (Checkpoints(photos, "broken")[^1], Checkpoints(photos, "whole")[^1]);
        Assert.Equal(Path.GetFileName(whole), Path.GetFileName(broken));
        foreach (var file in Directory.GetFiles(whole, "*.dat"))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(broken, Path.GetFileName(file))));
        }
    }

    [Fact]
    public void A_terminate_signal_saves_and_ends_well()
    {
        using var photos = new SyntheticPhotos();
        using var stopped = Start(photos, photos.Configuration(images: 1_000_000, checkpointEvery: 100_000), "out");
        Await(() => File.Exists(Path.Combine(photos.Out("out"), "metrics.csv")) && File.ReadLines(Path.Combine(photos.Out("out"), "metrics.csv")).Count() > 1);
        using (Process.Start("kill", ["-TERM", stopped.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            var (code, errors) = stopped.Wait();
            Assert.True(code == 0, errors);
        }

        Assert.Single(Checkpoints(photos, "out"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(photos.Out("out"), "samples"), "*.png"));
    }

    [Fact]
    public void Errors_are_one_line_that_names_file_and_fix()
    {
        using var photos = new SyntheticPhotos(0);
        var (code, errors) = TrainProcess.Run("train", "joint", "--config", photos.Configuration(), "--data", photos.Root, "--out", photos.Out("out"));
        Assert.Equal(1, code);
        Assert.Contains("no-photos", errors);
        Assert.Equal(2, TrainProcess.Run("train", "joint", "--surprise").Code);
    }

    private static TrainProcess Start(SyntheticPhotos photos, string configuration, string output, params string[] more) =>
        new(["train", "joint", "--config", configuration, "--data", photos.Root, "--out", photos.Out(output), "--cache", photos.Out("cache"), .. more]);

    private static void Run(SyntheticPhotos photos, string configuration, string output, params string[] more)
    {
        using var process = Start(photos, configuration, output, more);
        var (code, errors) = process.Wait();
        Assert.True(code == 0, errors);
    }

    private static string[] Checkpoints(SyntheticPhotos photos, string output)
    {
        var folder = Path.Combine(photos.Out(output), "checkpoints");
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder, "step-*").Order(StringComparer.Ordinal)] : [];
    }

    private static void Await(Func<bool> condition)
    {
        var patience = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "nothing happened for two minutes");
            Thread.Sleep(20);
        }
    }
}
