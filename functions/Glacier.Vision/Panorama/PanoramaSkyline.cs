namespace Glacier.Vision.Panorama;

/// <summary>The upper edge of what a panorama's rays meet.</summary>
public static class PanoramaSkyline
{
    /// <summary>Elevation angle of the edge in each column's middle, from the opacity of the rendered density, to a thousandth of a degree.</summary>
    /// <param name="scene">What is rendered.</param>
    /// <param name="camera">A panorama.</param>
    /// <param name="options">Sampling; null for the defaults.</param>
    /// <returns>Degrees, one a column; NaN where the column shows no ground.</returns>
    /// <remarks>From 24 rays a degree downwards the first opaque one is sought, then the edge above it by bisection: a crest that stands free in the sky and is narrower than that is not seen.</remarks>
    public static double[] Angles(PanoramaScene scene, PanoramaCamera camera, PanoramaOptions? options = null)
    {
        options ??= new PanoramaOptions();
        var source = scene.Caster.From(camera.EyeX, camera.EyeY, camera.EyeZ, camera.Refraction);
        var angles = new double[camera.Width];
        Parallel.For(0, camera.Width, column =>
        {
            var (sine, cosine) = Math.SinCos(camera.AzimuthDegrees(column + 0.5) * Math.PI / 180);
            const double Step = 1.0 / 24;
            var ground = 89.0;
            while (ground > -89 && !Opaque(ground))
            {
                // far above any mountain one may go faster
                ground -= ground > 60 ? 5 * Step : Step;
            }

            var sky = ground + (5 * Step);
            if (ground <= -89)
            {
                angles[column] = double.NaN;
                return;
            }

            while (sky - ground > 0.0005)
            {
                var middle = (sky + ground) / 2;
                (sky, ground) = Opaque(middle) ? (sky, middle) : (middle, ground);
            }

            angles[column] = (sky + ground) / 2;

            bool Opaque(double degrees)
            {
                var (rise, level) = Math.SinCos(degrees * Math.PI / 180);
                return SurfaceDensity.Along(scene.Caster, source, sine * level, cosine * level, rise, options.BandSamples).Opacity >= 0.5f;
            }
        });
        return angles;
    }
}
