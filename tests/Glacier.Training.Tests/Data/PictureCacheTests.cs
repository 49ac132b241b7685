using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Training.Tests.Data;

public class PictureCacheTests
{
    private static readonly DataConfiguration s_data = new() { Resolution = 32, Folders = [new PhotoFolder { Path = "photos/hills", Masks = "photos/sky" }] };

    // sky over four grey steps, 64 × 64, written by another program as CMYK
    private const string FourInks =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCeo6utq2eAvMm6pseZqKuk/8AAFAgAQABABEMRAE0RAFkRAEsRAP/EAB" +
        "kAAQEBAAMAAAAAAAAAAAAAAAAFBgMEB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8A6jnW2mAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAERknnwAKSkpAApKSkACio" +
        "qIAMUxTFAApKSkACkpKQAKKiogAxTFMUACkpKQAKSkpAAoqKiADFMUxQAKSkpAApKSkACioqIAP/2Q==";

    [Fact]
    public void What_is_read_back_is_what_the_files_hold()
    {
        using var photos = new SyntheticPhotos(side: 56);
        using var cache = Open(photos);
        var picture = cache.Pictures[3];
        using var photo = Image.Load<Rgb24>(Path.Combine(photos.Root, picture.Name));
        using var mask = Image.Load<L8>(Path.Combine(photos.Root, "photos", "sky", Path.GetFileName(picture.Name)));
        var (rgb, sky) = cache.Read(picture);
        var (expected, above) = (new byte[rgb.Length], new byte[sky.Length]);
        photo.CopyPixelDataTo(expected);
        mask.CopyPixelDataTo(above);
        Assert.Equal(expected, rgb);
        Assert.Equal(above, sky);
    }

    [Fact]
    public void A_larger_picture_is_kept_no_larger_than_its_smallest_crop_needs()
    {
        using var photos = new SyntheticPhotos(side: 200);
        using var cache = Open(photos);

        // 1.5 stored pixels per training pixel in the smallest crop: 32 · 1.5 / 0.85
        Assert.All(cache.Pictures, picture => Assert.Equal((57, 57), (picture.Width, picture.Height)));
    }

    [Fact]
    public void A_copy_of_the_photographs_needs_no_cache_of_its_own_and_another_photograph_does()
    {
        using var photos = new SyntheticPhotos();
        using (Open(photos))
        {
            File.SetLastWriteTimeUtc(Directory.GetFiles(photos.Photos)[0], DateTime.UnixEpoch);
            using var again = Open(photos);
            Assert.Single(Directory.GetFiles(photos.Out("cache"), "*.bin"));
        }

        File.AppendAllText(Directory.GetFiles(photos.Photos)[0], "longer");
        using var changed = Open(photos);
        Assert.Equal(2, Directory.GetFiles(photos.Out("cache"), "*.bin").Length);
    }

    [Fact]
    public void The_split_depends_on_names_alone()
    {
        using var photos = new SyntheticPhotos(60);
        using var all = Open(photos);
        var validation = all.Pictures.Where(picture => picture.Validation).Select(picture => picture.Name).ToArray();
        Assert.InRange(validation.Length, 1, 15);
        foreach (var file in Directory.GetFiles(photos.Photos).Skip(30))
        {
            File.Delete(file);
        }

        using var half = Open(photos);
        var kept = half.Pictures.Select(picture => picture.Name).ToHashSet();
        Assert.Equal(validation.Where(kept.Contains), half.Pictures.Where(picture => picture.Validation).Select(picture => picture.Name));
    }

    [Fact]
    public void Pictures_that_cannot_be_used_are_left_out_with_the_reason()
    {
        using var photos = new SyntheticPhotos();
        File.WriteAllText(Path.Combine(photos.Photos, "broken.jpg"), "no picture");
        Write(photos, "tiny.png", 20, 0.5);
        Write(photos, "allsky.png", 64, 1);
        Write(photos, "grey16.png", 64, 0.5, sixteen: true);
        using var cache = Open(photos);
        Assert.StartsWith("not-a-picture", cache.LeftOut["photos/hills/broken.jpg"]);
        Assert.StartsWith("picture-tiny", cache.LeftOut["photos/hills/tiny.png"]);
        Assert.StartsWith("sky-share", cache.LeftOut["photos/hills/allsky.png"]);
        Assert.Contains(cache.Pictures, picture => picture.Name == "photos/hills/grey16.png");
        Assert.Equal(13, cache.Pictures.Count);
    }

    [Fact]
    public void Grey_and_CMYK_photographs_are_learned_from_and_one_that_is_cut_off_is_not()
    {
        using var photos = new SyntheticPhotos();
        Write(photos, "inks.png", 64, 0.5);
        File.Move(Path.Combine(photos.Photos, "inks.png"), Path.Combine(photos.Photos, "grey.png"));
        File.Copy(Path.Combine(photos.Root, "photos", "sky", "inks.png"), Path.Combine(photos.Root, "photos", "sky", "grey.png"));
        using (var grey = Image.Load<L8>(Path.Combine(photos.Photos, "grey.png")))
        {
            grey.SaveAsPng(Path.Combine(photos.Photos, "grey.png"));
        }

        File.WriteAllBytes(Path.Combine(photos.Photos, "inks.jpg"), Convert.FromBase64String(FourInks));
        File.WriteAllBytes(Path.Combine(photos.Photos, "cut.png"), File.ReadAllBytes(Path.Combine(photos.Photos, "hill-00.png"))[..2000]);
        using var cache = Open(photos);
        Assert.StartsWith("not-a-picture", cache.LeftOut["photos/hills/cut.png"]);
        var (rgb, _) = cache.Read(cache.Pictures.Single(picture => picture.Name.EndsWith("inks.jpg", StringComparison.Ordinal)));
        Assert.Equal((90, 150, 220), (Tens(rgb[0]), Tens(rgb[1]), Tens(rgb[2])));
        Assert.Equal((180, 180, 180), (Tens(rgb[^3]), Tens(rgb[^2]), Tens(rgb[^1])));
        Assert.Contains(cache.Pictures, picture => picture.Name == "photos/hills/grey.png");

        static int Tens(byte value) => (int)Math.Round(value / 10.0) * 10;
    }

    [Fact]
    public void A_folder_that_is_empty_or_absent_is_an_error_that_names_it()
    {
        using var photos = new SyntheticPhotos(0);
        Assert.Equal("no-photos", Assert.Throws<InvalidInputException>(() => Open(photos)).Rule);
        Directory.Delete(photos.Photos);
        var error = Assert.Throws<InvalidInputException>(() => Open(photos));
        Assert.Equal("no-photo-folder", error.Rule);
        Assert.Contains("hills", error.File);
    }

    [Fact]
    public void A_folder_of_nothing_but_broken_files_is_an_error_that_names_the_first()
    {
        using var photos = new SyntheticPhotos(0);
        File.WriteAllText(Path.Combine(photos.Photos, "one.jpg"), "no picture");
        var error = Assert.Throws<InvalidInputException>(() => Open(photos));
        Assert.Equal("no-usable-photos", error.Rule);
        Assert.Contains("one.jpg", error.Found);
    }

    [Fact]
    public void Without_masks_the_segmenter_is_asked()
    {
        using var photos = new SyntheticPhotos(side: 56);
        var asked = 0;
        var data = s_data with { Folders = [new PhotoFolder { Path = "photos/hills" }] };
        using var cache = PictureCache.Open(data, photos.Root, photos.Out("cache"), (rgb, width, height) =>
        {
            Interlocked.Increment(ref asked);
            return [.. Enumerable.Range(0, width * height).Select(i => i < width * height / 4)];
        });
        Assert.Equal(12, asked);
        Assert.Equal(14 * 56, cache.Read(cache.Pictures[0]).Sky.Count(value => value == 255));
    }

    private static PictureCache Open(SyntheticPhotos photos) =>
        PictureCache.Open(s_data, photos.Root, photos.Out("cache"), (_, _, _) => throw new InvalidOperationException("there are masks"));

    private static void Write(SyntheticPhotos photos, string name, int side, double skyShare, bool sixteen = false)
    {
        using var mask = new Image<L8>(side, side);
        using var photo = new Image<Rgb24>(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                mask[x, y] = new L8((byte)(y < skyShare * side ? 255 : 0));
                photo[x, y] = new Rgb24((byte)(x * 3), (byte)(x * 3), (byte)(x * 3));
            }
        }

        mask.SaveAsPng(Path.Combine(photos.Root, "photos", "sky", name));
        if (sixteen)
        {
            using var deep = photo.CloneAs<L16>();
            deep.SaveAsPng(Path.Combine(photos.Photos, name));
        }
        else
        {
            photo.SaveAsPng(Path.Combine(photos.Photos, name));
        }
    }
}
