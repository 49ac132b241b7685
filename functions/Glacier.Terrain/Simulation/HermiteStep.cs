namespace Glacier.Terrain.Simulation;

/// <summary>The smooth step of drawn surfaces and covers.</summary>
public static class HermiteStep
{
    /// <summary>0 up to 0, 1 from 1 on, 3t² − 2t³ between.</summary>
    public static double Of(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }
}
