namespace Glacier.Terrain.Simulation;

/// <summary>Where ice came from and went between two times, in cubic metres of ice. It closes: what is left over is <see cref="Residual"/>.</summary>
/// <param name="VolumeBefore">Ice volume at the beginning.</param>
/// <param name="VolumeAfter">Ice volume at the end.</param>
/// <param name="Accumulation">Ice gained from snowfall, positive.</param>
/// <param name="Ablation">Ice melted, negative; melt that found no ice does not count.</param>
/// <param name="Calving">Ice lost over the domain's edge, negative.</param>
public sealed record MassLedger(double VolumeBefore, double VolumeAfter, double Accumulation, double Ablation, double Calving)
{
    /// <summary>Volume change that the ledger does not explain, cubic metres.</summary>
    public double Residual => VolumeAfter - VolumeBefore - Accumulation - Ablation - Calving;

    /// <summary>The residual as a fraction of the largest entry.</summary>
    public double RelativeResidual =>
        Residual / Math.Max(1, Math.Max(Math.Max(VolumeBefore, VolumeAfter), Math.Max(Accumulation, Math.Max(-Ablation, -Calving))));
}
