namespace Glacier.Pipeline.Messages;

/// <summary>Some frames of a flight to be painted.</summary>
/// <param name="Flight">The flight's name.</param>
/// <param name="First">Number of the first frame.</param>
/// <param name="Count">How many.</param>
/// <param name="PhotoSeed">Which look the style <c>photo</c> has.</param>
public sealed record FlightJob(string Flight, int First, int Count, int PhotoSeed);
