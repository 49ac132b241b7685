using static TorchSharp.torch;

namespace Glacier.Training.Evaluation.Panorama;

/// <summary>
/// The surface whose slopes come nearest to given ones: what somebody could make of a tile who read the slopes towards the sun from its shading without error, and no others.
/// </summary>
/// <remarks>
/// Least squares over forward differences, solved in their own basis, the discrete cosine transform (Simchony, Chellappa and Shao 1990): with D the differences and C the orthonormal transform,
/// DᵀD = CᵀΛC, and the normal equations h·DᵀD + DᵀD·h = E·D + Dᵀ·S of eastward and southward slopes E and S become a division by λᵢ + λⱼ.
/// </remarks>
public sealed class SlopeIntegration
{
    // C
    private readonly float[] _cosines;

    // D·Cᵀ
    private readonly float[] _differences;

    // one over λᵢ + λⱼ, times a cell's width; 0 for the mean, which slopes do not tell
    private readonly float[] _weights;

    /// <summary>For grids of a size.</summary>
    /// <param name="side">Columns and rows; the grid is two half sides of a tile wide.</param>
    public SlopeIntegration(int side)
    {
        (Side, _cosines, _differences, _weights) = (side, new float[side * side], new float[side * side], new float[side * side]);
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++)
            {
                _cosines[(i * side) + j] = (float)Cosine(i, j);
                // the last difference would reach beyond the grid
                _differences[(j * side) + i] = j == side - 1 ? 0 : (float)(Cosine(i, j + 1) - Cosine(i, j));
                _weights[(i * side) + j] = i + j == 0 ? 0 : (float)(2.0 / side / (Eigenvalue(i) + Eigenvalue(j)));
            }
        }

        double Cosine(int frequency, int place) => Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / side) * Math.Cos(Math.PI * frequency * (place + 0.5) / side);
        double Eigenvalue(int frequency) => 2 - (2 * Math.Cos(Math.PI * frequency / side));
    }

    /// <summary>Columns and rows.</summary>
    public int Side { get; }

    /// <summary>The slopes of a surface as far as they lead towards an azimuth or away from it: all that the shading by one sun tells, to first order.</summary>
    /// <param name="heights">[N, 1, side, side], in half sides.</param>
    /// <param name="azimuth">Degrees clockwise from north, which is up.</param>
    /// <returns>As <see cref="Heights"/> takes them.</returns>
    public static Tensor Along(Tensor heights, double azimuth)
    {
        var side = heights.shape[2];
        var (east, south) = (zeros_like(heights), zeros_like(heights));
        east.narrow(3, 0, side - 1).copy_((heights.narrow(3, 1, side - 1) - heights.narrow(3, 0, side - 1)) * (side / 2.0));
        south.narrow(2, 0, side - 1).copy_((heights.narrow(2, 1, side - 1) - heights.narrow(2, 0, side - 1)) * (side / 2.0));
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(azimuth));
        var along = (east * sine) - (south * cosine);
        return cat([along * sine, along * -cosine], 1);
    }

    /// <summary>Heights of mean zero.</summary>
    /// <param name="slopes">Rise eastward and southward between each cell's middle and the next one's, [N, 2, side, side].</param>
    /// <returns>[N, 1, side, side], in half sides of the tile.</returns>
    public Tensor Heights(Tensor slopes)
    {
        var (cosines, differences, weights) = (Matrix(_cosines), Matrix(_differences), Matrix(_weights));
        var (east, south) = (slopes.narrow(1, 0, 1), slopes.narrow(1, 1, 1));
        var right = cosines.matmul(east).matmul(differences) + differences.t().matmul(south).matmul(cosines.t());
        return cosines.t().matmul(right * weights).matmul(cosines);

        Tensor Matrix(float[] values) => tensor(values, [Side, Side], device: slopes.device);
    }
}
