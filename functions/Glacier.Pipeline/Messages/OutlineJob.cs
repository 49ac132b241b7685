namespace Glacier.Pipeline.Messages;

/// <summary>A scene whose ice is to be mapped.</summary>
/// <param name="Date">Day of the scene.</param>
/// <param name="Scene">Blob of <c>products</c>: the scene.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Strips">Strips whose probabilities are among the products; 1: none, the scene is mapped whole.</param>
public sealed record OutlineJob(DateOnly Date, string Scene, string Method, int Strips = 1);

/// <summary>Rows of a large scene whose probability of ice is to be estimated.</summary>
/// <param name="Date">Day of the scene.</param>
/// <param name="Scene">Blob of <c>products</c>: the scene.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Number">Which strip, from 0.</param>
/// <param name="Strips">Of how many.</param>
public sealed record OutlineStripJob(DateOnly Date, string Scene, string Method, int Number, int Strips);
