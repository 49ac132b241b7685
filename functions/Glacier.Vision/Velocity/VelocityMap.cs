using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity;

/// <summary>Surface velocities on a grid, metres per year, NaN off the ice and where nothing was found.</summary>
/// <param name="Grid">Size and place.</param>
/// <param name="Vx">To the east (map x).</param>
/// <param name="Vy">To the north (map y).</param>
/// <param name="VxError">1σ of <paramref name="Vx"/>.</param>
/// <param name="VyError">1σ of <paramref name="Vy"/>.</param>
/// <param name="Count">Number of image pairs behind each pixel, 0 where none.</param>
/// <param name="First">Date of the earliest image.</param>
/// <param name="Second">Date of the latest image.</param>
public sealed record VelocityMap(Grid Grid, float[] Vx, float[] Vy, float[] VxError, float[] VyError, float[] Count, DateOnly First, DateOnly Second)
{
    /// <summary>Speed, metres per year.</summary>
    public float[] V { get; } = [.. Vx.Zip(Vy, (x, y) => MathF.Sqrt((x * x) + (y * y)))];

    /// <summary>1σ of the speed, by propagation: √(vx² σx² + vy² σy²) / v.</summary>
    public float[] VError { get; } = Propagate(Vx, Vy, VxError, VyError);

    /// <summary>Pixels with a velocity.</summary>
    public int Known => Vx.Count(float.IsFinite);

    private static float[] Propagate(float[] x, float[] y, float[] errorX, float[] errorY)
    {
        var error = new float[x.Length];
        for (var i = 0; i < error.Length; i++)
        {
            var speed = MathF.Sqrt((x[i] * x[i]) + (y[i] * y[i]));
            var sum = (x[i] * x[i] * errorX[i] * errorX[i]) + (y[i] * y[i] * errorY[i] * errorY[i]);
            error[i] = speed > 0 ? MathF.Sqrt(sum) / speed : MathF.Max(errorX[i], errorY[i]);
        }

        return error;
    }
}
