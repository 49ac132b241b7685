using System.Collections;
using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Training.Networks.Panorama;

namespace Glacier.Training.Tests.Configuration;

public class ConfigurationFileTests
{
    private static readonly Hashtable s_none = [];

    [Fact]
    public void Every_configuration_of_the_repository_is_valid()
    {
        var files = Directory.GetFiles(Path.Combine(Glacier.Tests.RealData.RepositoryRoot, "training-job", "configurations"), "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var kind = Path.GetFileName(file).Split('-', '.')[0];
            TrainingConfiguration read = kind switch
            {
                "gan" => ConfigurationFile.Read<GanConfiguration>(file, s_none),
                "encoder" => ConfigurationFile.Read<EncoderConfiguration>(file, s_none),
                "flow" => ConfigurationFile.Read<FlowConfiguration>(file, s_none),
                "outline" => ConfigurationFile.Read<OutlineConfiguration>(file, s_none),
                "panorama" => ConfigurationFile.Read<PanoramaConfiguration>(file, s_none),
                "world" => ConfigurationFile.Read<WorldConfiguration>(file, s_none),
                _ => ConfigurationFile.Read<JointConfiguration>(file, s_none),
            };
            Assert.Equal(kind, read.Kind);
        }
    }

    [Fact]
    public void The_full_panorama_configuration_is_the_papers_and_the_defaults_are_too()
    {
        var file = ConfigurationFile.Read<PanoramaConfiguration>(Path.Combine(Glacier.Tests.RealData.RepositoryRoot, "training-job", "configurations", "panorama-full.json"), s_none);
        Assert.Equal((16, 30L * 35_532, 6004), (file.Run.Batch, file.Run.Images, file.Seed));
        Assert.Equal((512, 128), (file.Data.Simulated.Width, file.Data.Simulated.Height));
        Assert.Equal((5e-5, 0.0, 0.999), (file.Generator.LearningRate, file.Generator.Beta1, file.Generator.Beta2));
        Assert.Equal(new VolumeOptions { Top = file.Volume.Top }, file.Volume);
        Assert.Equal(new DensityOptions(), file.Networks.Density);
        Assert.Equal(new RenderOptions().Ups, file.Networks.Render.Ups);
        Assert.Equal(new DiscriminatorOptions(), file.Networks.Discriminators);
        Assert.Equal(new PanoramaLossConfiguration(), file.Losses);
    }

    [Fact]
    public void Environment_variables_alone_make_the_same_configuration_as_a_file()
    {
        using var photos = new SyntheticPhotos(0);
        var file = ConfigurationFile.Read<JointConfiguration>(photos.Configuration(), s_none);
        var variables = new Hashtable
        {
            ["GLACIER_TRAIN__KIND"] = "joint",
            ["GLACIER_TRAIN__SEED"] = "7",
            ["GLACIER_TRAIN__RUN__IMAGES"] = "99",
            ["GLACIER_TRAIN__RUN__BATCH"] = "4",
            ["GLACIER_TRAIN__DATA__RESOLUTION"] = "32",
            ["GLACIER_TRAIN__DATA__FOLDERS"] = """[{"path":"photos/hills","masks":"photos/sky"}]""",
            ["GLACIER_TRAIN__NETWORKS__CHANNELS"] = """{"32":8,"16":12,"8":16,"4":16,"2":16}""",
            ["GLACIER_TRAIN__NETWORKS__STYLESIZE"] = "8",
            ["GLACIER_TRAIN__NETWORKS__LATENTSIZE"] = "16",
            ["GLACIER_TRAIN__NETWORKS__MAPPINGLAYERS"] = "2",
            ["PATH"] = "/usr/bin",
        };
        Assert.Equal(ConfigurationFile.Hash(file), ConfigurationFile.Hash(ConfigurationFile.Read<JointConfiguration>(null, variables)));
    }

    [Fact]
    public void A_variable_replaces_one_member_of_the_file()
    {
        using var photos = new SyntheticPhotos(0);
        var read = ConfigurationFile.Read<JointConfiguration>(photos.Configuration(), new Hashtable { ["GLACIER_TRAIN__LOSSES__L1"] = "3.5" });
        Assert.Equal((3.5, 7), (read.Losses.L1, read.Seed));
    }

    [Theory]
    [InlineData("\"surprise\": 1,", "surprise")]
    [InlineData("\"losses\": { \"l3\": 1 },", "l3")]
    [InlineData("\"losses\": { \"l1\": \"much\" },", "l1")]
    public void An_unknown_or_mistyped_member_is_refused_by_name(string member, string named)
    {
        using var photos = new SyntheticPhotos(0);
        var error = Assert.Throws<InvalidInputException>(() => ConfigurationFile.Read<JointConfiguration>(photos.Configuration(more: member), s_none));
        Assert.Contains(named, error.Found);
    }

    [Theory]
    [InlineData("\"losses\": { \"priorShare\": 1.5 },", "losses.priorShare")]
    [InlineData("\"losses\": { \"priorShare\": 0.25, \"swappedShare\": 0.5 },", "losses.swappedShare")]
    [InlineData("\"average\": { \"decay\": 1 },", "average.decay")]
    [InlineData("\"losses\": { \"l1\": -1 },", "losses")]
    public void A_value_out_of_range_is_refused_by_name(string member, string named)
    {
        using var photos = new SyntheticPhotos(0);
        var error = Assert.Throws<InvalidInputException>(() => ConfigurationFile.Read<JointConfiguration>(photos.Configuration(more: member), s_none));
        Assert.Contains(named, error.Found);
    }

    [Fact]
    public void The_length_of_a_run_does_not_change_its_hash_and_a_weight_does()
    {
        using var photos = new SyntheticPhotos(0);
        string Hash(string more, long images) => ConfigurationFile.Hash(ConfigurationFile.Read<JointConfiguration>(photos.Configuration(images: images, more: more), s_none));
        Assert.Equal(Hash("", 40), Hash("", 80));
        Assert.NotEqual(Hash("", 40), Hash("\"losses\": { \"l1\": 2 },", 40));
        Assert.Equal(Hash("", 40), Hash("\"losses\": { \"swappedShare\": 0 },", 40));
        Assert.NotEqual(Hash("", 40), Hash("\"losses\": { \"swappedShare\": 0.25 },", 40));
    }
}
