using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Training.Configuration;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Glacier.Training.Data;

/// <summary>Decodes, judges and stores photographs for <see cref="PictureCache"/>.</summary>
internal sealed class PictureCacheWriter(DataConfiguration configuration, string dataFolder, Func<byte[], int, int, bool[]> sky)
{
    // the smallest crop keeps this many stored pixels per training pixel, so that downsampling is what makes it sharp
    private const double PixelsPerPixel = 1.5;

    private const int GroupSize = 16;

    public void Write(IReadOnlyList<string>[] files, string data, string index, Action<int, int>? progress)
    {
        var all = files.SelectMany((list, folder) => list.Select(path => (Path: path, Folder: folder))).ToArray();
        var pictures = new List<CachedPicture>();
        var leftOut = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var temporary = data + ".part";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            foreach (var (group, number) in all.Chunk(GroupSize).Select((group, number) => (group, number)))
            {
                var prepared = group.AsParallel().AsOrdered().Select(file => Prepare(file.Path, configuration.Folders[file.Folder])).ToArray();
                foreach (var ((path, folder), result) in group.Zip(prepared))
                {
                    var name = Path.GetRelativePath(dataFolder, path).Replace('\\', '/');
                    if (result.Bytes is null)
                    {
                        leftOut[name] = result.Reason;
                        continue;
                    }

                    pictures.Add(new(name, folder, result.Width, result.Height, stream.Position, Position(name) < configuration.ValidationShare));
                    stream.Write(result.Bytes);
                }

                progress?.Invoke(Math.Min((number + 1) * GroupSize, all.Length), all.Length);
            }
        }

        for (var folder = 0; folder < files.Length; folder++)
        {
            if (pictures.All(picture => picture.Folder != folder))
            {
                var first = leftOut.First(pair => files[folder].Any(path => Path.GetRelativePath(dataFolder, path).Replace('\\', '/') == pair.Key));
                File.Delete(temporary);
                throw new InvalidInputException(
                    configuration.Folders[folder].Path, "no-usable-photos", $"{files[folder].Count} files, none usable; the first: {first.Key}: {first.Value}", "photographs with ground and sky",
                    "Mend the files, or take the folder out of data.folders.");
            }
        }

        Keep(pictures);
        File.Move(temporary, data, overwrite: true);
        File.WriteAllText(index + ".part", JsonSerializer.Serialize(new PictureCache.Contents(pictures, leftOut)));
        File.Move(index + ".part", index, overwrite: true);
    }

    /// <summary>Place of a name in 0…1, the same in every run and on every machine.</summary>
    internal static double Position(string name) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) / (double)ulong.MaxValue;

    // a handful of pictures may fall on one side of the split altogether: then the nearest one changes sides
    private static void Keep(List<CachedPicture> pictures)
    {
        if (pictures.Count < 2)
        {
            throw new InvalidInputException("photographs", "too-few-photos", $"{pictures.Count} usable", "two or more, one of them for validation", "Add photographs.");
        }

        foreach (var side in new[] { true, false })
        {
            if (pictures.All(picture => picture.Validation != side))
            {
                var ordered = pictures.OrderBy(picture => Position(picture.Name)).ToArray();
                var moved = side ? ordered[0] : ordered[^1];
                pictures[pictures.IndexOf(moved)] = moved with { Validation = side };
            }
        }
    }

    private (byte[]? Bytes, int Width, int Height, string Reason) Prepare(string path, PhotoFolder folder)
    {
        try
        {
            using var image = PhotoReader.Read(path);
            using var mask = folder.Masks is null ? Found(image) : Mask(path, folder.Masks, image);
            var least = (int)Math.Ceiling(configuration.Resolution * PixelsPerPixel / folder.Crop.From);
            var scale = Math.Min(1.0, least / (double)Math.Min(image.Width, image.Height));
            if (scale < 1)
            {
                var (width, height) = ((int)Math.Round(image.Width * scale), (int)Math.Round(image.Height * scale));
                image.Mutate(context => context.Resize(width, height, KnownResamplers.Box));
                mask.Mutate(context => context.Resize(width, height, KnownResamplers.Box));
            }

            var bytes = new byte[image.Width * image.Height * 4];
            var pixels = image.Width * image.Height;
            image.CopyPixelDataTo(bytes.AsSpan(0, 3 * pixels));
            mask.CopyPixelDataTo(bytes.AsSpan(3 * pixels));
            return Reason(bytes, pixels) is { } reason ? (null, 0, 0, reason) : (bytes, image.Width, image.Height, "");
        }
        catch (InvalidInputException error)
        {
            return (null, 0, 0, $"{error.Rule}: found {error.Found}; expected {error.Expected}");
        }
    }

    private string? Reason(byte[] bytes, int pixels)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        for (var i = 0; i < pixels; i++)
        {
            if (bytes[(3 * pixels) + i] < 128)
            {
                var luminance = ((0.299 * bytes[3 * i]) + (0.587 * bytes[(3 * i) + 1]) + (0.114 * bytes[(3 * i) + 2])) / 255;
                (count, sum, squares) = (count + 1, sum + luminance, squares + (luminance * luminance));
            }
        }

        var share = 1 - (count / (double)pixels);
        if (!configuration.SkyShare.Contains(share))
        {
            return string.Create(CultureInfo.InvariantCulture, $"sky-share: {share:P0} of the picture is sky; expected {configuration.SkyShare.From:P0} to {configuration.SkyShare.To:P0}");
        }

        var contrast = Math.Sqrt(Math.Max(0, (squares / count) - Math.Pow(sum / count, 2)));
        return contrast < configuration.MinimumContrast
            ? string.Create(CultureInfo.InvariantCulture, $"contrast: {contrast:F3} on the ground; expected {configuration.MinimumContrast:F3} or more")
            : null;
    }

    private Image<L8> Found(Image<Rgb24> image)
    {
        var rgb = new byte[image.Width * image.Height * 3];
        image.CopyPixelDataTo(rgb);
        return Image.LoadPixelData<L8>(Array.ConvertAll(sky(rgb, image.Width, image.Height), here => (byte)(here ? 255 : 0)), image.Width, image.Height);
    }

    private Image<L8> Mask(string path, string masks, Image<Rgb24> image)
    {
        var file = Path.Combine(dataFolder, masks, Path.GetFileNameWithoutExtension(path) + ".png");
        if (!File.Exists(file))
        {
            throw new InvalidInputException(Path.GetFileName(path), "no-sky-mask", "no mask beside it", $"{masks}/{Path.GetFileName(file)}", "Add the mask.");
        }

        try
        {
            var mask = Image.Load<L8>(file);
            if (mask.Width != image.Width || mask.Height != image.Height)
            {
                mask.Mutate(context => context.Resize(image.Width, image.Height, KnownResamplers.Triangle));
            }

            return mask;
        }
        catch (ImageFormatException error)
        {
            throw new InvalidInputException(Path.GetFileName(file), "not-a-picture", error.Message.Split('\n')[0], "a PNG sky mask", "Make the mask again.");
        }
    }
}
