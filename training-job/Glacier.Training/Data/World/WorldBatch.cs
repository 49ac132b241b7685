namespace Glacier.Training.Data.World;

/// <summary>Pictures of one world in one look.</summary>
/// <param name="Layout">What the layout generator is told [maps, L, L].</param>
/// <param name="LayoutSize">L.</param>
/// <param name="Style">The look's code.</param>
/// <param name="Count">Pictures.</param>
/// <param name="Side">Rows and columns of each.</param>
/// <param name="Samples">Samples a ray.</param>
/// <param name="Guidance">[count, maps, side, side].</param>
/// <param name="Places">[count, samples, side / 4, side / 4, 2].</param>
/// <param name="Heights">[count, samples, side / 4, side / 4].</param>
/// <param name="Steps">Likewise.</param>
/// <param name="Sky">[count, maps, side / 4, side / 4].</param>
/// <param name="Taught">What the teacher painted [count, 3, side, side], −1…1; empty where nothing was.</param>
/// <param name="Photographs">As many photographs [count, 3, side, side]; empty for a run without.</param>
/// <param name="PhotographSky">1 in their skies [count, 1, side, side].</param>
public sealed record WorldBatch(
    float[] Layout, int LayoutSize, float[] Style, int Count, int Side, int Samples,
    float[] Guidance, float[] Places, float[] Heights, float[] Steps, float[] Sky, float[] Taught, float[] Photographs, float[] PhotographSky);
