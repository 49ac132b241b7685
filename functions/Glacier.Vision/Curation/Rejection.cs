namespace Glacier.Vision.Curation;

/// <summary>Why a photograph is not kept.</summary>
/// <param name="Step">The step that decided: reading, geometry, subject or neighbours.</param>
/// <param name="Rule">The rule broken, a short stable identifier.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What the rule asks for.</param>
public sealed record Rejection(string Step, string Rule, string Found, string Expected);
