using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

/// <summary>Moves whole pixels: crop, flip, quarter turns. The function gives the source pixel of a target pixel.</summary>
internal sealed class RearrangeOperation(int width, int height, Func<int, int, (int X, int Y)> from) : Operation
{
    public override void Apply<TPixel>(Image<TPixel> image)
    {
        var frame = image.Frames.RootFrame;
        var result = new TPixel[checked(width * height)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (sourceX, sourceY) = from(x, y);
                result[(y * width) + x] = frame.Pixels[(sourceY * frame.Width) + sourceX];
            }
        }

        frame.Replace(width, height, result);
    }
}

/// <summary>Changes each pixel's colour by itself.</summary>
internal sealed class ColourOperation(Func<Vector4, Vector4> change) : Operation
{
    public override void Apply<TPixel>(Image<TPixel> image)
    {
        foreach (ref var pixel in image.Frames.RootFrame.Pixels.AsSpan())
        {
            pixel.FromScaledVector4(change(pixel.ToScaledVector4()));
        }
    }
}

/// <summary>Convolution with a sampled Gaussian of 2·⌈3σ⌉ + 1 taps along both axes; the border repeats the edge pixel.</summary>
internal sealed class GaussianOperation(float sigma) : Operation
{
    public override void Apply<TPixel>(Image<TPixel> image)
    {
        var frame = image.Frames.RootFrame;
        var (width, height) = (frame.Width, frame.Height);
        var radius = (int)MathF.Ceiling(sigma * 3);
        var weights = Enumerable.Range(-radius, (2 * radius) + 1).Select(i => MathF.Exp(-(i * i) / (2 * sigma * sigma))).ToArray();
        var sum = weights.Sum();
        var pixels = new Vector4[frame.Pixels.Length];
        PixelConversion.ToVectors<TPixel>(frame.Pixels, pixels);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = new Vector4(pixels[i].AsVector3() * pixels[i].W, pixels[i].W);
        }

        var across = new Vector4[pixels.Length];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var value = Vector4.Zero;
                for (var k = -radius; k <= radius; k++)
                {
                    value += weights[k + radius] / sum * pixels[(y * width) + Math.Clamp(x + k, 0, width - 1)];
                }

                across[(y * width) + x] = value;
            }
        });
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var value = Vector4.Zero;
                for (var k = -radius; k <= radius; k++)
                {
                    value += weights[k + radius] / sum * across[(Math.Clamp(y + k, 0, height - 1) * width) + x];
                }

                pixels[(y * width) + x] = value.W > 0 ? new Vector4(value.AsVector3() / value.W, value.W) : value;
            }
        });
        PixelConversion.FromVectors<TPixel>(pixels, frame.Pixels);
    }
}

/// <summary>Lays one picture over another: source over, with the foreground's alpha times an opacity.</summary>
internal sealed class DrawOperation(Image foreground, Point location, float opacity) : Operation
{
    public override void Apply<TPixel>(Image<TPixel> image)
    {
        var area = Rectangle.Intersect(image.Bounds, new Rectangle(location, foreground.Size));
        if (area.Width < 1 || area.Height < 1)
        {
            throw new ImageProcessingException("Cannot draw image because the foreground image does not overlap the background image.");
        }

        using var drawn = foreground.CloneAs<Rgba64>();
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var from = drawn.Frames.RootFrame.Row(y - location.Y);
            var row = image.Frames.RootFrame.Row(y);
            for (var x = area.Left; x < area.Right; x++)
            {
                var over = from[x - location.X].ToScaledVector4();
                var under = row[x].ToScaledVector4();
                var alpha = over.W * opacity;
                var total = alpha + (under.W * (1 - alpha));
                if (total > 0)
                {
                    var colour = ((over.AsVector3() * alpha) + (under.AsVector3() * under.W * (1 - alpha))) / total;
                    row[x].FromScaledVector4(new Vector4(colour, total));
                }
            }
        }
    }
}
