using System.Globalization;

namespace Glacier.Training.Configuration;

/// <summary>Rules shared by all kinds of run.</summary>
internal static class Rules
{
    private static readonly string[] s_channels = ["contour", "sky", "ice", "shade", "height"];

    /// <summary>Rules of kind and length broken.</summary>
    public static IEnumerable<(string Member, string Found, string Expected)> Common(TrainingConfiguration configuration)
    {
        var run = configuration.Run;
        return new[]
        {
            Unless(configuration.Kind == configuration.ExpectedKind, "kind", configuration.Kind, configuration.ExpectedKind),
            Unless(configuration.WeightsFrom is not "", "weightsFrom", "nothing", "the output folder of a run, or no such member"),
            Unless(run.Batch is >= 2 and <= 256, "run.batch", run.Batch, "2 to 256"),
            Unless(run.Images >= 1, "run.images", run.Images, "1 or more"),
            Unless(run.Seconds is null or > 0, "run.seconds", run.Seconds ?? 0, "a positive number, or nothing"),
            Unless(run.CheckpointEvery >= 1, "run.checkpointEvery", run.CheckpointEvery, "1 or more"),
            Unless(run.SamplesEvery >= 1, "run.samplesEvery", run.SamplesEvery, "1 or more"),
            Unless(run.MetricsEvery >= 1, "run.metricsEvery", run.MetricsEvery, "1 or more"),
            Unless(run.SampleColumns is >= 1 and <= 64, "run.sampleColumns", run.SampleColumns, "1 to 64"),
            Unless(run.ValidationPictures is >= 1 and <= 4096, "run.validationPictures", run.ValidationPictures, "1 to 4096"),
            Unless(run.Threads is >= 0 and <= 1024, "run.threads", run.Threads, "0 to 1024"),
        }.Where(fault => fault.Member.Length > 0);
    }

    /// <summary>Rules of the photographs broken.</summary>
    public static IEnumerable<(string Member, string Found, string Expected)> Photographs(DataConfiguration data) =>
        new[]
        {
            Unless(data.Resolution is >= 32 and <= 512 && data.Resolution % 16 == 0, "data.resolution", data.Resolution, "a multiple of 16 from 32 to 512"),
            Unless(data.Channels.Count > 0 && data.Channels.Distinct().Count() == data.Channels.Count && data.Channels.All(s_channels.Contains), "data.channels",
                string.Join(", ", data.Channels), "some of contour, sky, ice, shade, height, each once"),
            Unless(data.Folders.Count > 0, "data.folders", 0, "one folder or more"),
            Unless(data.ValidationShare is > 0 and < 1, "data.validationShare", data.ValidationShare, "between 0 and 1"),
            Unless(Ordered(data.SkyShare, 0, 1), "data.skyShare", Text(data.SkyShare), "from ≤ to within 0 to 1"),
            Unless(data.MinimumContrast is >= 0 and < 0.5, "data.minimumContrast", data.MinimumContrast, "0 to 0.5"),
        }
        .Concat(data.Folders.SelectMany(Folder))
        .Concat(Variation(data.Variation))
        .Where(fault => fault.Member.Length > 0);

    /// <summary>A fault unless the rule holds; no member: no fault.</summary>
    public static (string Member, string Found, string Expected) Unless(bool holds, string member, object found, string expected) =>
        holds ? ("", "", "") : (member, Convert.ToString(found, CultureInfo.InvariantCulture) ?? "", expected);

    private static IEnumerable<(string Member, string Found, string Expected)> Folder(PhotoFolder folder)
    {
        yield return Unless(folder.Path.Length > 0 && !Path.IsPathRooted(folder.Path) && !folder.Path.Split('/').Contains(".."), "data.folders.path", folder.Path, "a folder below the data folder");
        yield return Unless(folder.Weight > 0, "data.folders.weight", folder.Weight, "a positive number");
        yield return Unless(folder.Crop.From > 0.05 && Ordered(folder.Crop, 0.05, 1), "data.folders.crop", Text(folder.Crop), "from ≤ to within 0.05 to 1");
    }

    private static IEnumerable<(string Member, string Found, string Expected)> Variation(ConditionVariation variation)
    {
        foreach (var (name, range) in new[] { ("cannyScale", variation.CannyScale), ("shadeSigma", variation.ShadeSigma), ("shadeGain", variation.ShadeGain), ("iceGain", variation.IceGain) })
        {
            yield return Unless(range.From > 0 && Ordered(range, 0, 100), "data.variation." + name, Text(range), "0 < from ≤ to");
        }

        yield return Unless(Ordered(variation.ShadeOffset, -1, 1), "data.variation.shadeOffset", Text(variation.ShadeOffset), "from ≤ to within −1 to 1");
        foreach (var (name, share) in new[] { ("blur", variation.Blur), ("contourDropout", variation.ContourDropout), ("contourBlockDropout", variation.ContourBlockDropout) })
        {
            yield return Unless(share is >= 0 and <= 1, "data.variation." + name, share, "0 to 1");
        }
    }

    private static bool Ordered(Interval range, double least, double greatest) => range.From >= least && range.From <= range.To && range.To <= greatest;

    private static string Text(Interval range) => string.Create(CultureInfo.InvariantCulture, $"{range.From} to {range.To}");
}
