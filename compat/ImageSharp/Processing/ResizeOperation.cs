using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

/// <summary>Separable resampling; the kernel widens by the scale when a picture shrinks, so that nothing aliases.</summary>
internal sealed class ResizeOperation(int width, int height, IResampler sampler) : Operation
{
    public override void Apply<TPixel>(Image<TPixel> image)
    {
        var frame = image.Frames.RootFrame;
        if (sampler is NearestNeighborResampler)
        {
            frame.Replace(width, height, Nearest(frame));
            return;
        }

        var (sourceWidth, sourceHeight, source) = (frame.Width, frame.Height, frame.Pixels);
        var alpha = PixelConversion.HasAlpha<TPixel>();
        var across = Kernel(sourceWidth, width);
        var down = Kernel(sourceHeight, height);
        var columns = new Vector4[checked(width * sourceHeight)];
        Parallel.For(0, sourceHeight, () => new Vector4[sourceWidth], (y, _, row) =>
        {
            PixelConversion.ToVectors<TPixel>(source.AsSpan(y * sourceWidth, sourceWidth), row);
            if (alpha)
            {
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = new Vector4(row[x].AsVector3() * row[x].W, row[x].W);
                }
            }

            for (var x = 0; x < width; x++)
            {
                var (left, weights) = across[x];
                var sum = Vector4.Zero;
                for (var k = 0; k < weights.Length; k++)
                {
                    sum += weights[k] * row[left + k];
                }

                columns[(y * width) + x] = sum;
            }

            return row;
        }, _ => { });
        var result = new TPixel[checked(width * height)];
        Parallel.For(0, height, () => new Vector4[width], (y, _, row) =>
        {
            Array.Clear(row);
            var (top, weights) = down[y];
            for (var k = 0; k < weights.Length; k++)
            {
                var from = columns.AsSpan((top + k) * width, width);
                for (var x = 0; x < width; x++)
                {
                    row[x] += weights[k] * from[x];
                }
            }

            if (alpha)
            {
                for (var x = 0; x < width; x++)
                {
                    row[x] = row[x].W > 0 ? new Vector4(row[x].AsVector3() / row[x].W, row[x].W) : row[x];
                }
            }

            PixelConversion.FromVectors<TPixel>(row, result.AsSpan(y * width, width));
            return row;
        }, _ => { });
        frame.Replace(width, height, result);
    }

    private TPixel[] Nearest<TPixel>(ImageFrame<TPixel> frame)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var result = new TPixel[checked(width * height)];
        for (var y = 0; y < height; y++)
        {
            var row = frame.Row((int)((long)y * frame.Height / height));
            for (var x = 0; x < width; x++)
            {
                result[(y * width) + x] = row[(int)((long)x * frame.Width / width)];
            }
        }

        return result;
    }

    private (int First, float[] Weights)[] Kernel(int source, int destination)
    {
        var ratio = (double)source / destination;
        var scale = Math.Max(ratio, 1);
        var radius = scale * sampler.Radius;
        var kernel = new (int, float[])[destination];
        for (var i = 0; i < destination; i++)
        {
            const double Tolerance = 1e-8;
            var centre = ((i + 0.5) * ratio) - 0.5;
            var first = Math.Max((int)Math.Ceiling(centre - radius - Tolerance), 0);
            var last = Math.Min((int)Math.Floor(centre + radius + Tolerance), source - 1);
            var weights = new float[last - first + 1];
            double sum = 0;
            for (var j = first; j <= last; j++)
            {
                weights[j - first] = sampler.GetValue((float)((j - centre) / scale));
                sum += weights[j - first];
            }

            for (var k = 0; k < weights.Length && sum > 0; k++)
            {
                weights[k] = (float)(weights[k] / sum);
            }

            kernel[i] = (first, weights);
        }

        return kernel;
    }
}
