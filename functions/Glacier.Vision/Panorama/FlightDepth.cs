namespace Glacier.Vision.Panorama;

/// <summary>How near and how far the ground of a whole flight is: one scale for every frame's depth picture, or the ground would seem to pump.</summary>
public static class FlightDepth
{
    private const int Frames = 12;
    private const int Across = 32;

    /// <summary>Casts a few hundred rays from a dozen frames.</summary>
    /// <param name="scene">The ground.</param>
    /// <param name="cameras">The frames' cameras.</param>
    /// <returns>Metres: nearer than the first hundredth of what is seen, and the farthest; 1 and 2 where nothing but sky is seen.</returns>
    public static (double Nearest, double Farthest) Range(PanoramaGround scene, IReadOnlyList<PanoramaCamera> cameras)
    {
        var seen = new List<double>();
        for (var k = 0; k < Math.Min(Frames, cameras.Count); k++)
        {
            var camera = cameras[cameras.Count <= Frames ? k : k * (cameras.Count - 1) / (Frames - 1)];
            var rays = camera.Rays();
            var source = scene.Caster.From(camera.EyeX, camera.EyeY, camera.EyeZ, camera.Refraction);
            var down = Math.Max(1, Across * camera.Height / camera.Width);
            for (var i = 0; i < Across * down; i++)
            {
                var (x, y, z) = rays.Direction((i % Across + 0.5) * camera.Width / Across, (i / Across + 0.5) * camera.Height / down);
                if (scene.Caster.Distance(source, x, y, z) is var distance && double.IsFinite(distance))
                {
                    seen.Add(distance);
                }
            }
        }

        seen.Sort();
        return seen.Count == 0 ? (1, 2) : (Math.Max(seen[seen.Count / 100], 0.1), seen[^1]);
    }
}
