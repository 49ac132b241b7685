using Glacier.Training.Data.Panorama;
using Glacier.Training.Networks.Panorama;

namespace Glacier.Training.Loops;

/// <summary>The skyline of a rendered volume: in each column as low as the pixels that let light through reach together.</summary>
internal static class OpacitySkyline
{
    /// <summary>Mean absolute error of each panorama's skyline, degrees; nothing where the ground is not known.</summary>
    /// <param name="volume">[N, 5, H, W].</param>
    /// <param name="batch">The pairs.</param>
    /// <param name="verticalDegrees">From the upper to the lower edge.</param>
    public static IEnumerable<double> Errors(float[] volume, PanoramaBatch batch, double verticalDegrees)
    {
        if (batch.Geometry is not { } geometry)
        {
            yield break;
        }

        var pixels = batch.Width * batch.Height;
        for (var i = 0; i < batch.Count; i++)
        {
            var opacity = ((i * RenderNet.VolumeChannels) + 3) * pixels;
            var sum = 0.0;
            for (var column = 0; column < batch.Width; column++)
            {
                var open = 0.0;
                for (var row = 0; row < batch.Height; row++)
                {
                    open += 1 - volume[opacity + (row * batch.Width) + column];
                }

                sum += Math.Abs((verticalDegrees * (0.5 - (open / batch.Height))) - geometry.Skyline[(i * batch.Width) + column]);
            }

            yield return sum / batch.Width;
        }
    }
}
