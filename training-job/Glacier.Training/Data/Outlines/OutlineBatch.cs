namespace Glacier.Training.Data.Outlines;

/// <summary>Windows with their masks.</summary>
/// <param name="Count">Windows.</param>
/// <param name="Side">Rows and columns.</param>
/// <param name="Channels">Names of the channels.</param>
/// <param name="Values">Normalised, absent channels 0: [count, channels, side, side].</param>
/// <param name="Present">1 for a channel that is given, 0 for an absent one: [count, channels].</param>
/// <param name="Places">Region, one-hot, or sine and cosine of latitude and longitude, zeros where unknown: [count, <paramref name="PlaceLength"/>].</param>
/// <param name="PlaceLength">Numbers that tell a place; 0: none.</param>
/// <param name="Labels">0 no ice, 1 ice, 255 unknown: [count, side, side].</param>
public sealed record OutlineBatch(int Count, int Side, IReadOnlyList<string> Channels, float[] Values, float[] Present, float[] Places, int PlaceLength, byte[] Labels);
