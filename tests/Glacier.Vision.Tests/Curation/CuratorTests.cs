using Glacier.Terrain;
using Glacier.Vision.Curation;
using Glacier.Vision.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Vision.Tests.Curation;

/// <summary>Photographs are painted here, and what looks at them is a few lines: blue is sky, the features are the colour of the lower half.</summary>
public sealed class CuratorTests : IDisposable
{
    private static readonly Rgb24 s_sky = new(90, 140, 250);
    private static readonly Rgb24 s_ice = new(225, 235, 240);
    private static readonly Rgb24 s_forest = new(40, 110, 30);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();
    private int _looked;

    public void Dispose() => _root.Delete(true);

    private string In(params string[] parts) => Path.Combine([_root.FullName, .. parts]);

    private CurationModels Models => new(
        photo =>
        {
            _looked++;
            return [.. Enumerable.Range(0, photo.Width * photo.Height).Select(i => photo.Rgb[(3 * i) + 2] > 245)];
        },
        "blue",
        photo =>
        {
            _looked++;
            var lower = Enumerable.Range(photo.Width * photo.Height / 2, photo.Width * photo.Height / 2);
            return [.. Enumerable.Range(0, 3).Select(c => (float)lower.Average(i => photo.Rgb[(3 * i) + c] / 255.0))];
        },
        "mean colour");

    private void Paint(string path, Rgb24 ground, int grain, int width = 96, int height = 80, int skyline = 30)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var image = new Image<Rgb24>(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                image[x, y] = y < skyline ? s_sky : new Rgb24((byte)(ground.R + (((grain * 31) + (x * 17)) % 29)), ground.G, ground.B);
        image.Save(path);
    }

    private void PaintAll()
    {
        for (var i = 0; i < 14; i++)
        {
            Paint(In("labels", "glacier", $"{i}.png"), s_ice, i);
            Paint(In("labels", "forest", $"{i}.png"), s_forest, i);
        }

        Paint(In("in", "a ice.png"), s_ice, 21);
        Paint(In("in", "deep", "b ice.png"), s_ice, 22);
        Paint(In("in", "forest.png"), s_forest, 23);
        Paint(In("in", "no sky.png"), s_ice, 24, skyline: 0);
        Paint(In("in", "tiny.png"), s_ice, 25, width: 12, height: 12);
        File.Copy(In("in", "a ice.png"), In("in", "deep", "copy.png"));
        File.WriteAllBytes(In("in", "cut.png"), File.ReadAllBytes(In("in", "a ice.png"))[..60]);
        File.WriteAllText(In("in", "empty.jpg"), "");
        File.WriteAllText(In("in", "notes.txt"), "not a picture");
        File.WriteAllText(In("in", ".hidden"), "");
        using var wide = new Image<L16>(96, 80);
        for (var y = 0; y < 80; y++)
            for (var x = 0; x < 96; x++)
                wide[x, y] = new L16((ushort)(y < 30 ? 63600 : 58000));
        wide.Save(In("in", "grey 16 bits.png"));
    }

    private CurationManifest Curate(CurationOptions? options = null) => new Curator(Models, options ?? new CurationOptions(), In("out"))
        .Run(In("in"), LabelledPhotos.Find(In("labels"), "glacier"), (_, work) => work(new Progress<double>()));

    [Fact]
    public void Every_file_is_listed_with_a_reason_and_the_good_ones_are_kept()
    {
        PaintAll();
        var before = Directory.GetFiles(In("in"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        var manifest = Curate();
        var photos = manifest.Photos.ToDictionary(photo => photo.File);
        Assert.Equal(["a ice.png", "cut.png", "deep/b ice.png", "deep/copy.png", "empty.jpg", "forest.png", "grey 16 bits.png", "no sky.png", "notes.txt", "tiny.png"], photos.Keys.Order(StringComparer.Ordinal));
        Assert.All(photos.Values, photo => Assert.NotEqual("", photo.Reason));
        Assert.Equal("duplicate", Rule("deep/copy.png"));
        Assert.Equal("not-a-picture", Rule("cut.png"));
        Assert.Equal("not-a-picture", Rule("empty.jpg"));
        Assert.Equal("not-a-picture", Rule("notes.txt"));
        Assert.Equal("picture-too-small", Rule("tiny.png"));
        Assert.Equal("little-sky", Rule("no sky.png"));
        Assert.Equal("subject-unlikely", Rule("forest.png"));
        Assert.Contains(photos["forest.png"].Rejections, rejection => rejection.Step == "neighbours");
        Assert.Equal(["a ice.png", "deep/b ice.png"], photos.Values.Where(photo => photo.Kept && photo.File != "grey 16 bits.png").Select(photo => photo.File).Order(StringComparer.Ordinal));
        Assert.NotNull(photos["grey 16 bits.png"].Geometry);
        Assert.Equal(10, manifest.Counts["files"]);
        Assert.True(File.Exists(In("out", "kept", "deep", "b ice.png")));
        Assert.Equal(manifest.Counts["kept"], Directory.GetFiles(In("out", "kept"), "*", SearchOption.AllDirectories).Length);
        Assert.Equal(before, Directory.GetFiles(In("in"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc));
        Assert.True(SyntheticPicture.IsLabelled(In("out", Curator.MapName)));

        string Rule(string file) => photos[file].Rejections[0].Rule;
    }

    [Fact]
    public void The_manifest_says_what_stood_in_for_CLIP_and_how_well_it_does()
    {
        PaintAll();
        Curate();
        var methods = CurationManifest.Read(In("out", Curator.ManifestName)).Methods;
        Assert.True(methods.StandIn);
        Assert.Contains("stand-in for CLIP", methods.Subject, StringComparison.Ordinal);
        Assert.Equal(1, methods.HeldOutSubjectAccuracy);
        Assert.Equal(28, methods.Labelled);
    }

    [Fact]
    public void A_second_run_looks_at_nothing_again_and_writes_the_same()
    {
        PaintAll();
        Curate();
        var first = File.ReadAllBytes(In("out", Curator.ManifestName));
        Assert.True(_looked > 0);
        _looked = 0;
        Curate();
        Assert.Equal(0, _looked);
        Assert.Equal(first, File.ReadAllBytes(In("out", Curator.ManifestName)));
    }

    [Fact]
    public void A_killed_run_goes_on_after_its_last_whole_line()
    {
        PaintAll();
        Curate();
        var whole = File.ReadAllBytes(In("out", Curator.ManifestName));
        var log = In("out", "steps", "features.jsonl");
        var lines = File.ReadAllLines(log);
        File.WriteAllText(log, string.Join('\n', lines[..^3]) + "\n" + lines[^3][..20]);
        _looked = 0;
        Curate();
        Assert.Equal(3, _looked);
        Assert.Equal(whole, File.ReadAllBytes(In("out", Curator.ManifestName)));
    }

    [Fact]
    public void Another_threshold_drops_what_was_kept_without_looking_again()
    {
        PaintAll();
        Curate();
        _looked = 0;
        Assert.Equal(0, Curate(new CurationOptions(SubjectThreshold: 1)).Counts["kept"]);
        Assert.Empty(Directory.GetFiles(In("out", "kept"), "*", SearchOption.AllDirectories));
        Assert.Equal(0, _looked);
    }

    [Fact]
    public void Texts_judge_where_the_features_know_them()
    {
        PaintAll();
        var models = Models with { Text = words => words.Contains("glacier", StringComparison.Ordinal) ? [1, 1, 1] : [0, 1, 0] };
        var manifest = new Curator(models with { Features = photo => photo.Name.Contains("ice", StringComparison.Ordinal) ? [1, 1, 1] : [0, 1, 0], FeatureName = "by name" },
            new CurationOptions(SubjectWords: ["a glacier"], OtherWords: ["a forest"]), In("out")).Run(In("in"), null, (_, work) => work(new Progress<double>()));
        Assert.False(manifest.Methods.StandIn);
        Assert.Equal(["a ice.png", "deep/b ice.png"], manifest.Photos.Where(photo => photo.Kept).Select(photo => photo.File).Order(StringComparer.Ordinal));
        Assert.Equal(["a glacier", "a forest"], manifest.Photos.First(photo => photo.Kept).Probabilities!.Keys);
    }

    [Fact]
    public void An_empty_folder_and_labels_that_cannot_teach_are_refused_by_rule()
    {
        Directory.CreateDirectory(In("in"));
        PaintAllLabelsOnly();
        Assert.Equal("no-photographs", Assert.Throws<InvalidInputException>(() => Curate()).Rule);
        File.WriteAllText(In("in", "a.txt"), "");
        Assert.Equal("no-photographs", Assert.Throws<InvalidInputException>(() => Curate()).Rule);
        Assert.Equal("nothing-to-judge-by", Assert.Throws<InvalidInputException>(() => new Curator(Models, new CurationOptions(), In("out")).Run(In("in"), null, (_, _) => { })).Rule);
        Assert.Equal("no-labels", Assert.Throws<InvalidInputException>(() => LabelledPhotos.Find(In("labels"), "volcano")).Rule);
        Assert.Equal("no-labels", Assert.Throws<InvalidInputException>(() => LabelledPhotos.Find(In("nowhere"), "glacier")).Rule);
        Directory.Delete(In("labels", "forest"), true);
        Paint(In("labels", "forest", "one.png"), s_forest, 1);
        Assert.Equal("few-labelled", Assert.Throws<InvalidInputException>(() => LabelledPhotos.Find(In("labels"), "glacier")).Rule);
        Assert.False(Directory.Exists(In("out")));
    }

    private void PaintAllLabelsOnly()
    {
        for (var i = 0; i < 11; i++)
        {
            Paint(In("labels", "glacier", $"{i}.png"), s_ice, i);
            Paint(In("labels", "forest", $"{i}.png"), s_forest, i);
        }
    }
}
