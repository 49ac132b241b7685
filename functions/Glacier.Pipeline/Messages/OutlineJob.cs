namespace Glacier.Pipeline.Messages;

/// <summary>A scene whose ice is to be mapped.</summary>
/// <param name="Date">Day of the scene.</param>
/// <param name="Scene">Blob of <c>products</c>: the scene.</param>
/// <param name="Method">Name of the method.</param>
public sealed record OutlineJob(DateOnly Date, string Scene, string Method);
