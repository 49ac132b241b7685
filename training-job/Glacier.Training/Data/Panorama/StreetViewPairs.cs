using Glacier.Terrain;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace Glacier.Training.Data.Panorama;

/// <summary>
/// Pairs of the street-view sets that Sat2Density was trained on, in the folders that its loaders read. CVUSA: <c>splits/train-19zl.csv</c> and <c>val-19zl.csv</c> name in their first two
/// columns the tile (<c>bingmap/19/…jpg</c>) and the panorama (<c>streetview/panos/…jpg</c>), masks are <c>sky_mask/…png</c>. CVACT: <c>satview_correct/ID_satView_polish.png</c>,
/// <c>streetview/ID_grdView.png</c>, <c>pano_sky_mask/ID_grdView.png</c>; which are for validation <c>ACT_data.mat</c> says. Panoramas are aligned: north stands in the middle.
/// </summary>
public static class StreetViewPairs
{
    /// <summary>Height of the camera of both sets above the street, metres (Qian et al. 2023).</summary>
    public const float EyeHeight = 2;

    private const int TilePixels = 256;
    private const string Tile = "_satView_polish.png";
    private const string View = "_grdView.png";

    /// <summary>Reads all pairs, brought to the size of tiles and of the configuration's panoramas.</summary>
    /// <param name="configuration">Which set, where, and the size.</param>
    /// <param name="dataFolder">Data folder.</param>
    /// <exception cref="InvalidInputException"><c>no-such-folder</c>, <c>no-split</c>, <c>no-pairs</c>, <c>not-a-picture</c>.</exception>
    public static (IReadOnlyList<GroundPair> Training, IReadOnlyList<GroundPair> Validation) Read(PanoramaDataConfiguration configuration, string dataFolder)
    {
        var root = Path.Combine(dataFolder, configuration.Folder);
        if (!Directory.Exists(root))
        {
            throw new InvalidInputException(configuration.Folder, "no-such-folder", "no such folder", "the folder of CVUSA or CVACT below the data folder", "Correct data.folder, or give --data.");
        }

        var (training, validation) = configuration.Source == PanoramaSource.Cvusa ? (Cvusa(root, "train"), Cvusa(root, "val")) : Cvact(root);
        return (Pairs(training), Pairs(validation));

        IReadOnlyList<GroundPair> Pairs(IReadOnlyList<Files> files)
        {
            var present = files.Where(pair => File.Exists(pair.Tile) && File.Exists(pair.Panorama)).ToArray();
            return present.Length > 0 ? [.. present.Select(pair => Load(pair, configuration))] : throw new InvalidInputException(
                configuration.Folder, "no-pairs", $"{files.Count} pairs named, none of them there", "tiles and panoramas side by side", "Unpack the set's pictures beside its list.");
        }
    }

    private static Files[] Cvusa(string root, string part)
    {
        var list = Path.Combine(root, "splits", part + "-19zl.csv");
        if (!File.Exists(list))
        {
            throw new InvalidInputException(Path.GetFileName(list), "no-split", "no such file", "splits/train-19zl.csv and splits/val-19zl.csv", "Unpack the set's lists.");
        }

        return [.. File.ReadLines(list).Select(line => line.Split(',')).Where(cells => cells.Length >= 2).Select(cells => new Files(
            Path.GetFileNameWithoutExtension(cells[1]), Path.Combine(root, cells[0]), Path.Combine(root, cells[1]),
            Path.Combine(root, "sky_mask", Path.GetFileNameWithoutExtension(cells[1]) + ".png")))];
    }

    private static (Files[] Training, Files[] Validation) Cvact(string root)
    {
        var list = Path.Combine(root, "ACT_data.mat");
        if (!File.Exists(list))
        {
            throw new InvalidInputException("ACT_data.mat", "no-split", "no such file", "the list of CVACT beside its folders", "Unpack the set's list.");
        }

        var data = MatFile.Read(list);
        var names = data.Texts("panoIds");
        return (Part("trainSet.trainInd"), Part("valSet.valInd"));

        // counted from 1
        Files[] Part(string member) => [.. data.Numbers(member).Select(number => names[(int)number - 1]).Select(name => new Files(
            name, Path.Combine(root, "satview_correct", name + Tile), Path.Combine(root, "streetview", name + View), Path.Combine(root, "pano_sky_mask", name + View)))];
    }

    private static GroundPair Load(Files files, PanoramaDataConfiguration configuration)
    {
        var (width, height) = (configuration.Simulated.Width, configuration.Simulated.Height);
        var sky = new byte[width * height];
        if (File.Exists(files.Mask))
        {
            using var mask = Picture<L8>(files.Mask, width, height, KnownResamplers.NearestNeighbor);
            mask.CopyPixelDataTo(sky);
        }
        else
        {
            throw new InvalidInputException(Path.GetFileName(files.Panorama), "no-sky-mask", "no mask beside it", Path.GetFileName(files.Mask), "Add the mask, white in the sky.");
        }

        return new(files.Name, (float)configuration.Side, EyeHeight, Rgb(files.Tile, TilePixels, TilePixels), Rgb(files.Panorama, width, height), sky);
    }

    private static byte[] Rgb(string path, int width, int height)
    {
        var rgb = new byte[3 * width * height];
        using var image = Picture<Rgb24>(path, width, height, KnownResamplers.Bicubic);
        image.CopyPixelDataTo(rgb);
        return rgb;
    }

    private static Image<TPixel> Picture<TPixel>(string path, int width, int height, IResampler resampler)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        try
        {
            var image = Image.Load<TPixel>(path);
            if (image.Width != width || image.Height != height)
            {
                image.Mutate(context => context.Resize(width, height, resampler));
            }

            return image;
        }
        catch (Exception error) when (error is ImageFormatException or IOException)
        {
            throw new InvalidInputException(Path.GetFileName(path), "not-a-picture", error.Message.Split('\n')[0], "a PNG or JPEG", "Unpack the file again.");
        }
    }

    private sealed record Files(string Name, string Tile, string Panorama, string Mask);
}
