using Glacier.Training.Configuration;
using Glacier.Vision.Edges;
using Glacier.Vision.Scenery;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Glacier.Training.Data;

/// <summary>Makes a pair of condition and picture of one photograph: a crop, perhaps mirrored, and the maps that a view of a DEM would give.</summary>
public sealed class SampleMaker(DataConfiguration configuration)
{
    private const int Blocks = 8;

    /// <summary>Makes a pair.</summary>
    /// <param name="picture">Size and folder.</param>
    /// <param name="rgb">Its pixels.</param>
    /// <param name="sky">255 in its sky.</param>
    /// <param name="random">Source of crop and variation; null: the centre, unvaried.</param>
    /// <param name="condition">Receives [channels, side, side], 0…1.</param>
    /// <param name="pixels">Receives [3, side, side], −1…1.</param>
    public void Make(CachedPicture picture, byte[] rgb, byte[] sky, SeededRandom? random, Span<float> condition, Span<float> pixels)
    {
        var side = configuration.Resolution;
        var shorter = Math.Min(picture.Width, picture.Height);
        var crop = configuration.Folders[picture.Folder].Crop;
        var size = Math.Clamp((int)Math.Round(shorter * (random is null ? crop.To : crop.At(random.Unit()))), 1, shorter);
        var (left, top) = random is null
            ? ((picture.Width - size) / 2, (picture.Height - size) / 2)
            : (random.Below(picture.Width - size + 1), random.Below(picture.Height - size + 1));
        var mirrored = configuration.Flip && random is not null && random.Unit() < 0.5;
        var colours = Cut<Rgb24>(rgb, picture, new Rectangle(left, top, size, size), mirrored, 3);
        var above = Array.ConvertAll(Cut<L8>(sky, picture, new Rectangle(left, top, size, size), mirrored, 1), value => value >= 128);
        for (var i = 0; i < side * side; i++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                pixels[(channel * side * side) + i] = (colours[(3 * i) + channel] / 127.5f) - 1;
            }
        }

        var maps = PhotoConditions.Of(colours, side, side, above, random is null ? null : Options(random));
        if (!configuration.SkyContours)
        {
            ClearSky(maps);
        }

        if (random is not null)
        {
            Vary(maps, random);
        }

        for (var channel = 0; channel < configuration.Channels.Count; channel++)
        {
            maps.Channel(configuration.Channels[channel]).CopyTo(condition[(channel * side * side)..]);
        }
    }

    // a view of a DEM has no clouds: only contours within reach of the ground stay, the skyline among them
    private static void ClearSky(ConditionMaps maps)
    {
        const int Reach = 2;
        var (width, height) = (maps.Width, maps.Height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (maps.Contour[(y * width) + x] > 0 && !GroundNear(x, y))
                {
                    maps.Contour[(y * width) + x] = 0;
                }
            }
        }

        bool GroundNear(int x, int y)
        {
            for (var row = Math.Max(y - Reach, 0); row <= Math.Min(y + Reach, height - 1); row++)
            {
                if (maps.Sky.AsSpan((row * width) + Math.Max(x - Reach, 0), Math.Min(x + Reach, width - 1) - Math.Max(x - Reach, 0) + 1).ContainsAnyExcept(1f))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private PhotoConditionOptions Options(SeededRandom random)
    {
        var variation = configuration.Variation;
        var (defaults, canny) = (new PhotoConditionOptions(), new EdgeFilterOptions());
        var scale = variation.CannyScale.AtLog(random.Unit());
        return defaults with
        {
            Contour = canny with { Blur = random.Unit() < variation.Blur, LowThreshold = canny.LowThreshold * scale, HighThreshold = canny.HighThreshold * scale },
            ShadeSmoothing = defaults.ShadeSmoothing * variation.ShadeSigma.AtLog(random.Unit()),
        };
    }

    private void Vary(ConditionMaps maps, SeededRandom random)
    {
        var variation = configuration.Variation;
        if (random.Unit() < variation.ContourDropout)
        {
            Array.Clear(maps.Contour);
        }
        else if (random.Unit() < variation.ContourBlockDropout)
        {
            DropBlocks(maps.Contour, maps.Width, maps.Height, random);
        }

        var (gain, offset, iceGain) = ((float)variation.ShadeGain.At(random.Unit()), (float)variation.ShadeOffset.At(random.Unit()), (float)variation.IceGain.At(random.Unit()));
        var mean = Mean(maps);
        for (var i = 0; i < maps.Shade.Length; i++)
        {
            maps.Ice[i] = Math.Clamp(maps.Ice[i] * iceGain, 0, 1);
            if (maps.Sky[i] < 0.5f)
            {
                maps.Shade[i] = Math.Clamp(((maps.Shade[i] - mean) * gain) + mean + offset, 0, 1);
            }
        }
    }

    private static float Mean(ConditionMaps maps)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < maps.Shade.Length; i++)
        {
            if (maps.Sky[i] < 0.5f)
            {
                (sum, count) = (sum + maps.Shade[i], count + 1);
            }
        }

        return count == 0 ? 0 : (float)(sum / count);
    }

    private static void DropBlocks(float[] contour, int width, int height, SeededRandom random)
    {
        for (var block = 0; block < Blocks * Blocks; block++)
        {
            if (random.Unit() < 0.5)
            {
                var (from, to) = (block % Blocks * width / Blocks, ((block % Blocks) + 1) * width / Blocks);
                for (var y = block / Blocks * height / Blocks; y < ((block / Blocks) + 1) * height / Blocks; y++)
                {
                    Array.Clear(contour, (y * width) + from, to - from);
                }
            }
        }
    }

    private byte[] Cut<TPixel>(byte[] bytes, CachedPicture picture, Rectangle part, bool mirrored, int channels)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var side = configuration.Resolution;
        using var image = Image.LoadPixelData<TPixel>(bytes, picture.Width, picture.Height);
        image.Mutate(context =>
        {
            context.Crop(part).Resize(side, side, KnownResamplers.Bicubic);
            if (mirrored)
            {
                context.Flip(FlipMode.Horizontal);
            }
        });
        var result = new byte[side * side * channels];
        image.CopyPixelDataTo(result);
        return result;
    }
}
