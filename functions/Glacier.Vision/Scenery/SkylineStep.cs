namespace Glacier.Vision.Scenery;

/// <summary>How far a picture's skyline stands from the terrain's own.</summary>
public static class SkylineStep
{
    private const int Reach = 6;

    /// <summary>Per column the distance from the terrain's skyline to the strongest step of colour within six rows of it.</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="skyline">Continuous row of the terrain's upper edge per column, as <see cref="Terrain.Views.View.Skyline"/>.</param>
    /// <returns>Pixels per column; NaN where the terrain has no edge in the picture or one too near its border.</returns>
    public static double[] Errors(byte[] rgb, int width, int height, float[] skyline)
    {
        var errors = new double[width];
        for (var x = 0; x < width; x++)
        {
            var truth = skyline[x];
            if (!(truth >= Reach + 1 && truth <= height - Reach - 2))
            {
                errors[x] = double.NaN;
                continue;
            }

            var (best, at) = (-1.0, 0);
            for (var row = (int)truth - Reach; row <= (int)truth + Reach; row++)
            {
                var step = 0.0;
                for (var channel = 0; channel < 3; channel++)
                {
                    step += Math.Pow(rgb[((((row + 1) * width) + x) * 3) + channel] - rgb[((((row - 1) * width) + x) * 3) + channel], 2);
                }

                (best, at) = step > best ? (step, row) : (best, at);
            }

            errors[x] = Math.Abs(at + 0.5 - truth);
        }

        return errors;
    }
}
