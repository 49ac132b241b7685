using Glacier.Terrain;
using Glacier.Training.Data;
using Glacier.Training.Data.Panorama;
using Glacier.Training.Tests.Networks.Panorama;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Training.Tests.Data.Panorama;

public sealed class PanoramaDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("panorama-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Simulated_pairs_are_made_once_and_read_back_the_same()
    {
        var configuration = new PanoramaDataConfiguration
        {
            Simulated = new() { Width = 32, Height = 16, RaysPerPixel = 1, DomainCells = 64, Years = [1950] },
            Mountains = 1,
            PairsPerMountain = 2,
            ValidationMountains = 1,
            ValidationPairs = 1,
        };
        var made = 0;
        var first = PanoramaData.Open(configuration, 1, 1, _folder, _folder, (_, _) => made++);
        var again = PanoramaData.Open(configuration, 1, 1, _folder, _folder, (_, _) => made++);
        Assert.Equal(2, made);
        Assert.Equal(first.SplitHash, again.SplitHash);
        var (one, other) = (first.Train(3, 4), again.Train(3, 4));
        Assert.Equal(one.Tiles, other.Tiles);
        Assert.Equal(one.Panoramas, other.Panoramas);
        Assert.Equal(one.Geometry!.Heights, other.Geometry!.Heights);
        Assert.All(one.Geometry.Depth.Zip(one.Sky), pixel => Assert.Equal(pixel.Second > 0.5, pixel.First == 0));
        // about all of a day's sky is bright enough to be counted, in each channel
        Assert.InRange(one.Illumination.AsSpan(0, 90).ToArray().Sum(), 0.9f, 1.0001f);
        Assert.Equal("simulated-1001-0", first.Validation[0].Name);
    }

    [Fact]
    public void A_varied_ground_is_a_smaller_square_of_the_same_mirrored_with_its_tile()
    {
        var (plain, varied) = (SmallPanorama.Plains(1), SmallPanorama.Plains(1));
        var (scales, mirrored) = (new HashSet<float>(), new HashSet<bool>());
        for (var k = 0; k < 8; k++)
        {
            varied = SmallPanorama.Plains(1);
            GroundVariation.Apply(varied, 0, new SeededRandom(k));
            var scale = plain.EyeHeights[0] / varied.EyeHeights[0];
            Assert.InRange(scale, 0.64f, 1.001f);
            // a plain keeps its slope, to the east or, mirrored, to the south; the tile is brighter the same way
            var (east, south) = (varied.Geometry!.Heights[(32 * 64) + 50] - varied.Geometry.Heights[(32 * 64) + 14], varied.Geometry.Heights[(50 * 64) + 32] - varied.Geometry.Heights[(14 * 64) + 32]);
            var rises = 0.3f * 2 * 36 / 64;
            Assert.Equal(rises, Math.Max(east, south), 1e-3f);
            Assert.Equal(0, Math.Min(east, south), 1e-3f);
            Assert.Equal(east > south, varied.Tiles[(128 * 256) + 200] - varied.Tiles[(128 * 256) + 56] > varied.Tiles[(200 * 256) + 128] - varied.Tiles[(56 * 256) + 128]);
            scales.Add(scale);
            mirrored.Add(south > east);
        }

        Assert.Equal(8, scales.Count);
        Assert.Equal(2, mirrored.Count);
    }

    [Fact]
    public void A_cache_that_ends_early_is_refused_and_made_anew()
    {
        var configuration = new PanoramaDataConfiguration
        {
            Simulated = new() { Width = 32, Height = 16, RaysPerPixel = 1, DomainCells = 32, Years = [1950] },
            Mountains = 1,
            PairsPerMountain = 1,
            ValidationMountains = 1,
            ValidationPairs = 1,
        };
        PanoramaData.Open(configuration, 1, 1, _folder, _folder);
        var file = Directory.GetFiles(_folder, "*.bin").Order().First();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..1000]);
        Assert.Equal("cache-damaged", Assert.Throws<InvalidInputException>(() => PanoramaData.Open(configuration, 1, 1, _folder, _folder)).Rule);
        PanoramaData.Open(configuration, 1, 1, _folder, _folder);
    }

    [Fact]
    public void Cvusa_is_read_from_its_lists()
    {
        foreach (var (part, name) in ((string, string)[])[("train", "0000001"), ("train", "0000002"), ("val", "0000003")])
        {
            Picture($"cvusa/bingmap/19/{name}.jpg", 40, 40, new Rgb24(10, 200, 30));
            Picture($"cvusa/streetview/panos/{name}.jpg", 48, 12, new Rgb24(90, 90, 250));
            Mask($"cvusa/sky_mask/{name}.png", 48, 12);
            Directory.CreateDirectory(Path.Combine(_folder, "cvusa", "splits"));
            File.AppendAllLines(Path.Combine(_folder, "cvusa", "splits", part + "-19zl.csv"), [$"bingmap/19/{name}.jpg,streetview/panos/{name}.jpg,streetview/annotations/{name}.png"]);
        }

        var (training, validation) = StreetViewPairs.Read(Configuration(PanoramaSource.Cvusa, "cvusa") with { Side = 55, VerticalDegrees = 90 }, _folder);
        Assert.Equal(["0000001", "0000002"], training.Select(pair => pair.Name));
        AssertPair(Assert.Single(validation), 55);
    }

    [Fact]
    public void Cvact_is_read_by_the_numbers_of_its_MATLAB_file()
    {
        foreach (var name in new[] { "first-ID", "other_ID", "third-ID" })
        {
            Picture($"cvact/satview_correct/{name}_satView_polish.png", 40, 40, new Rgb24(10, 200, 30));
            Picture($"cvact/streetview/{name}_grdView.png", 48, 24, new Rgb24(90, 90, 250));
            Mask($"cvact/pano_sky_mask/{name}_grdView.png", 48, 24);
        }

        File.WriteAllBytes(Path.Combine(_folder, "cvact", "ACT_data.mat"), MatBytes.Cvact(["first-ID", "other_ID", "third-ID", "absent"], [1, 3, 4], [2]));
        var (training, validation) = StreetViewPairs.Read(Configuration(PanoramaSource.Cvact, "cvact"), _folder);
        Assert.Equal(["first-ID", "third-ID"], training.Select(pair => pair.Name));
        Assert.Equal("other_ID", Assert.Single(validation).Name);
        AssertPair(validation[0], 30);
        var batch = new PanoramaData(training, validation, 32, 16, 1).Train(0, 2);
        Assert.Null(batch.Geometry);
        Assert.Equal(2f / 15, batch.EyeHeights[0], 1e-6f);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("no-such-folder", Rule(PanoramaSource.Cvusa, "nowhere"));
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Equal("no-split", Rule(PanoramaSource.Cvusa, "empty"));
        Assert.Equal("no-split", Rule(PanoramaSource.Cvact, "empty"));
        File.WriteAllText(Path.Combine(_folder, "empty", "ACT_data.mat"), new string('x', 300));
        Assert.Equal("not-a-mat-file", Rule(PanoramaSource.Cvact, "empty"));
        File.WriteAllBytes(Path.Combine(_folder, "empty", "ACT_data.mat"), MatBytes.Cvact(["a", "b"], [1], [2]));
        Assert.Equal("no-pairs", Rule(PanoramaSource.Cvact, "empty"));

        string Rule(PanoramaSource source, string folder) => Assert.Throws<InvalidInputException>(() => StreetViewPairs.Read(Configuration(source, folder), _folder)).Rule;
    }

    private static void AssertPair(GroundPair pair, float side)
    {
        Assert.Equal(side, pair.Side);
        Assert.Equal(3 * 256 * 256, pair.Tile.Length);
        Assert.Equal(3 * 32 * 16, pair.Panorama.Length);
        Assert.InRange(pair.Tile[1], 190, 210);
        Assert.InRange(pair.Panorama[2], 240, 255);
        // the upper half of the mask is sky
        Assert.Equal(255, pair.Sky[5]);
        Assert.Equal(0, pair.Sky[(15 * 32) + 5]);
        Assert.Null(pair.Geometry);
    }

    private static PanoramaDataConfiguration Configuration(PanoramaSource source, string folder) =>
        new() { Source = source, Folder = folder, Simulated = new() { Width = 32, Height = 16 } };

    private void Picture(string path, int width, int height, Rgb24 colour)
    {
        using var image = new Image<Rgb24>(width, height, colour);
        Save(image, path);
    }

    private void Mask(string path, int width, int height)
    {
        using var image = new Image<L8>(width, height);
        for (var row = 0; row < height / 2; row++)
        {
            for (var column = 0; column < width; column++)
            {
                image[column, row] = new L8(255);
            }
        }

        Save(image, path);
    }

    private void Save(Image image, string path)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        image.Save(file);
    }
}
