using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Messages;

/// <summary>Two scenes to be compared by one method.</summary>
/// <param name="First">Day of the earlier scene.</param>
/// <param name="Second">Day of the later scene.</param>
/// <param name="Method">Name of the flow method.</param>
/// <param name="Options">How displacements become velocities.</param>
/// <param name="Ice">Blob of <c>products</c>: the ice mask; null where no outline is known.</param>
public sealed record VelocityPairJob(DateOnly First, DateOnly Second, string Method, VelocityOptions Options, string? Ice);

/// <summary>A glacier's pairs to be made one map per year and one of all.</summary>
/// <param name="Plan">Key of the plan that the pairs were made by; another plan has another mosaic.</param>
public sealed record VelocityMosaicJob(string Plan);
