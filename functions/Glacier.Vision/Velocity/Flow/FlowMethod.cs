namespace Glacier.Vision.Velocity.Flow;

/// <summary>A way to find displacements: Horn–Schunck, cross-correlation, a network. Anything that fits the function is one.</summary>
/// <param name="Name">Short name as on the command line: <c>hs</c>, <c>ncc</c>, <c>raft</c>.</param>
/// <param name="Description">One line for files and reports.</param>
/// <param name="Estimate">Finds the field from the first image to the second, of the pair's size.</param>
public sealed record FlowMethod(string Name, string Description, Func<ImagePair, FlowField> Estimate);
