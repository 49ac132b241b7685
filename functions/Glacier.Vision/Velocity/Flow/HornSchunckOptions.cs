namespace Glacier.Vision.Velocity.Flow;

/// <summary>Settings of multi-level Horn–Schunck.</summary>
/// <param name="Smoothness">Weight α of the smoothness term, in units of the images' own standard deviation per pixel; larger is smoother.</param>
/// <param name="Coupling">Part of the smoothness that remains across the margin of <see cref="ImagePair.Region"/>, 0 to 1: ice slides past rock.</param>
/// <param name="LargestDisplacement">Displacements up to this many pixels must be found: it decides the number of levels.</param>
/// <param name="Warps">Linearisations per level, at least 1.</param>
/// <param name="FinestWarps">Linearisations at full resolution, where one costs as much as on all other levels together; null: as <paramref name="Warps"/>.</param>
/// <param name="TensorSigma">The data term is gathered over a Gaussian of this σ in pixels (Bruhn et al. 2005); 0 is the method of 1981.</param>
/// <param name="RobustScale">Brightness changes beyond this many standard deviations count less and less (reweighted between linearisations); infinity switches that off.</param>
/// <param name="Iterations">Most relaxation sweeps per linearisation at full resolution; twice as many on each coarser level, where they cost little.</param>
/// <param name="Tolerance">A linearisation is solved when its residual has fallen to this part of what that of the level's first one was at the start.</param>
public sealed record HornSchunckOptions(
    double Smoothness = 2,
    double Coupling = 0.02,
    double LargestDisplacement = 24,
    int Warps = 5,
    int? FinestWarps = 2,
    double TensorSigma = 0,
    double RobustScale = 0.1,
    int Iterations = 40,
    double Tolerance = 0.02);

/// <summary>How one linear system was solved.</summary>
/// <param name="Level">0 is full resolution.</param>
/// <param name="Width">Columns of the level.</param>
/// <param name="Height">Rows of the level.</param>
/// <param name="Warp">Which linearisation, from 0.</param>
/// <param name="Iterations">Sweeps done.</param>
/// <param name="RelativeResidual">Norm of the residual relative to that before the first sweep of the level's first linearisation.</param>
/// <param name="MeanUpdate">Mean length of the change that the linearisation made, pixels of the level.</param>
public sealed record SolverReport(int Level, int Width, int Height, int Warp, int Iterations, double RelativeResidual, double MeanUpdate);
