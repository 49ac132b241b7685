using Glacier.Terrain.Coregistration;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity;

/// <summary>Two metrics that rate a velocity map without ground truth (Zheng et al. 2023, GLAFT).</summary>
/// <param name="StaticX">Spread of the velocity to the east over static terrain, m/yr: the smaller, the better.</param>
/// <param name="StaticY">Spread of the velocity to the north, m/yr.</param>
/// <param name="AlongFlowStrain">Spread of the strain rate along the flow, per year: noise and matching errors show as strain that ice does not have.</param>
/// <param name="ShearStrain">Spread of the shear strain rate across the flow, per year.</param>
/// <remarks>Spreads are NMADs, where the paper takes the width of a kernel density estimate. 0 where there is nothing to measure on.</remarks>
public sealed record GlaftMetrics(double StaticX, double StaticY, double AlongFlowStrain, double ShearStrain)
{
    internal static GlaftMetrics Of(VelocityMap map, FlowField flow, bool[] stable, bool[] accepted, StableShift shift, double east, double north)
    {
        var (x, y) = (new List<float>(), new List<float>());
        for (var i = 0; i < stable.Length; i++)
        {
            if (stable[i] && accepted[i])
            {
                x.Add((float)((flow.X[i] - shift.X) * east));
                y.Add((float)((flow.Y[i] - shift.Y) * north));
            }
        }

        var (along, shear) = Strain(map);
        return new(DifferenceStatistics.Of(x.ToArray()).Nmad, DifferenceStatistics.Of(y.ToArray()).Nmad, DifferenceStatistics.Of(along).Nmad, DifferenceStatistics.Of(shear).Nmad);
    }

    /// <summary>Strain rates in the frame of the local flow, per year, by central differences; NaN where a neighbour is unknown or the ice stands.</summary>
    /// <param name="map">Velocities.</param>
    /// <returns>Along the flow, and shear across it.</returns>
    public static (float[] Along, float[] Shear) Strain(VelocityMap map)
    {
        var (width, height) = (map.Grid.Width, map.Grid.Height);
        var (dx, dy) = (2 * map.Grid.Transform.PixelWidth, 2 * map.Grid.Transform.PixelHeight);
        var (along, shear) = (new float[map.Vx.Length], new float[map.Vx.Length]);
        Array.Fill(along, float.NaN);
        Array.Fill(shear, float.NaN);
        for (var row = 1; row < height - 1; row++)
        {
            for (var column = 1; column < width - 1; column++)
            {
                var i = (row * width) + column;
                var speed = Math.Sqrt((map.Vx[i] * map.Vx[i]) + (map.Vy[i] * map.Vy[i]));
                if (!(speed > 0))
                {
                    continue;
                }

                var (c, s) = (map.Vx[i] / speed, map.Vy[i] / speed);
                var uxx = (map.Vx[i + 1] - map.Vx[i - 1]) / dx;
                var uyy = (map.Vy[i - width] - map.Vy[i + width]) / dy;
                var uxy = 0.5 * (((map.Vx[i - width] - map.Vx[i + width]) / dy) + ((map.Vy[i + 1] - map.Vy[i - 1]) / dx));
                along[i] = (float)((c * c * uxx) + (2 * c * s * uxy) + (s * s * uyy));
                shear[i] = (float)((c * s * (uyy - uxx)) + (((c * c) - (s * s)) * uxy));
            }
        }

        return (along, shear);
    }
}
