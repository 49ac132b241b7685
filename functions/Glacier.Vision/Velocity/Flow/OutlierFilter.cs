namespace Glacier.Vision.Velocity.Flow;

/// <summary>The normalised median test: a vector must agree with its neighbours (Westerweel and Scarano 2005).</summary>
public static class OutlierFilter
{
    /// <summary>Tests every vector.</summary>
    /// <param name="field">Field to test.</param>
    /// <param name="radius">Reach of the neighbourhood in pixels.</param>
    /// <param name="threshold">Greatest distance from the neighbourhood's median, in units of the median distance of the neighbours from it.</param>
    /// <param name="noise">Added to that median distance: the noise expected of good vectors, pixels.</param>
    /// <returns>True where the vector is known and agrees in both components.</returns>
    public static bool[] Agrees(FlowField field, int radius = 4, double threshold = 3, float noise = 0.2f)
    {
        var x = Within(field.X);
        var y = Within(field.Y);
        return [.. x.Zip(y, (a, b) => a && b)];

        bool[] Within(float[] component)
        {
            var median = MedianFilter.Apply(component, field.Width, field.Height, radius);
            var away = new float[component.Length];
            for (var i = 0; i < away.Length; i++)
            {
                away[i] = Math.Abs(component[i] - median[i]);
            }

            var typical = MedianFilter.Apply(away, field.Width, field.Height, radius);
            return [.. away.Select((distance, i) => distance <= threshold * (typical[i] + noise))];
        }
    }
}
