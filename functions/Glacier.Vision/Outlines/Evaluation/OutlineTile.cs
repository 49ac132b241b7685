using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Scenes;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>A tile of a data set: an image and a mask of the same name and grid.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Image">Path of the image.</param>
/// <param name="Mask">Path of the mask.</param>
/// <param name="Grid">Size and place.</param>
/// <param name="Part">What it is used for.</param>
public sealed record OutlineTile(string Name, string Image, string Mask, Grid Grid, OutlinePart Part = OutlinePart.Train)
{
    /// <summary>The label of pixels that are not scored.</summary>
    public const byte Ignore = 255;

    /// <summary>Id of the glacier: the name up to the first underscore.</summary>
    public string Glacier => Name.Split('_')[0];

    /// <summary>Ground that the mask speaks of; what lies outside is not scored. Null: all of it.</summary>
    public ReferenceArea? Within { get; init; }

    /// <summary>Lists <c>images/NAME.tif</c> with <c>masks/NAME.tif</c> of a folder, by name, each with its part.</summary>
    /// <param name="folder">Folder of the data set.</param>
    /// <param name="split">The split; null: the strips of the Swiss tiles.</param>
    /// <param name="within">Ground that the masks speak of; null: all of it.</param>
    /// <exception cref="DirectoryNotFoundException">No folder <c>images</c> in it.</exception>
    /// <exception cref="InvalidInputException"><c>no-mask</c>: an image without a mask; <c>no-tiles</c>: no image at all; rules of <see cref="ImageReader.Inspect"/>.</exception>
    public static IReadOnlyList<OutlineTile> List(string folder, OutlineSplit? split = null, ReferenceArea? within = null)
    {
        var images = Directory.EnumerateFiles(Path.Combine(folder, "images"), "*.tif").Order(StringComparer.Ordinal).ToList();
        if (images.Count == 0)
        {
            throw new InvalidInputException(Path.GetFileName(Path.GetFullPath(folder)), "no-tiles", "no images/*.tif", "images/NAME.tif and masks/NAME.tif", "Name the folder that holds both.");
        }

        return (split ?? new()).Assign(images.Select(image =>
        {
            var mask = Path.Combine(folder, "masks", Path.GetFileName(image));
            return File.Exists(mask) ? new OutlineTile(Path.GetFileNameWithoutExtension(image), image, mask, ImageReader.Inspect(image).Grid) { Within = within }
                : throw new InvalidInputException(Path.GetFileName(image), "no-mask", "no mask of the same name", "masks/" + Path.GetFileName(image), "Add the mask, or take the image out.");
        }));
    }

    /// <summary>Reads the labels.</summary>
    /// <returns>Height × width: 1 ice, 0 none, 255 not scored, by the mask or because <see cref="Within"/> ends before.</returns>
    /// <exception cref="InvalidInputException"><c>label-values</c>: another value; <c>mask-size</c>: another size than the image's.</exception>
    public byte[] ReadLabels()
    {
        using var mask = WindowedImage.Open(Mask);
        var (own, size) = (mask.Info.Grid, Grid.Width * Grid.Height);
        if (own.Width != Grid.Width || own.Height != Grid.Height)
        {
            throw new InvalidInputException(
                mask.Info.File, "mask-size", $"{own.Width} × {own.Height} pixels", $"{Grid.Width} × {Grid.Height} pixels, as the image has", "Cut the mask to the image's grid.");
        }

        var values = new float[size];

        // masks are exported with 0 declared as nodata, where 0 is ground without ice
        mask.Read(1, 0, 0, Grid.Width, Grid.Height, values, keepNoData: true);
        var labels = Array.ConvertAll(values, value => value switch
        {
            0 => (byte)0,
            1 => (byte)1,
            Ignore or float.NaN => Ignore,
            _ => throw new InvalidInputException(
                mask.Info.File, "label-values", FormattableString.Invariant($"the value {value}"), "0 (no ice), 1 (ice), 255 (not scored)", "Recode the mask, or take the tile out."),
        });
        Within?.Apply(labels, Grid);
        return labels;
    }

    /// <summary>Reads channels as physical values.</summary>
    /// <param name="channels">Names; those that the image lacks are left out.</param>
    /// <exception cref="InvalidInputException">Rules of <see cref="OutlineScene.Open"/>.</exception>
    public ChannelArrays ReadChannels(IReadOnlyList<string> channels)
    {
        using var scene = OutlineScene.Open(Image);
        var read = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            if (scene.Read(channel, 0, Grid.Height) is { } values)
            {
                read[channel] = values;
            }
        }

        return new ChannelArrays(Grid, read);
    }
}
