namespace Glacier.Vision.Velocity.Prefilters;

/// <summary>Near-anisotropic orientation filter: keeps which way brightness rises, forgets by how much.</summary>
/// <remarks>
/// After the filter of Van Wyk de Vries and Wickert (2021): the cosine of the gradient's direction in a frame along rows and columns plus that in a frame turned by 45°. Each frame alone is
/// blind to one direction of edges; together they are nearly not.
/// </remarks>
public static class OrientationFilter
{
    /// <summary>Filters one band.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>Values between −2 and 2, 0 where the ground is flat, NaN where unknown.</returns>
    public static float[] Apply(float[] band, int width, int height)
    {
        var gradients = Sobel.Gradients(band, width, height);
        var result = new float[band.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var (x, y) = (gradients[0][i], gradients[1][i]);
            var length = MathF.Sqrt((x * x) + (y * y));
            result[i] = float.IsNaN(length) ? float.NaN : length == 0 ? 0 : (x + ((x + y) * 0.70710678f)) / length;
        }

        return result;
    }
}
