namespace Glacier.Training.Data.Outlines;

/// <summary>A scene in memory with its mask: what windows are cut out of.</summary>
/// <param name="Name">Name.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Names of the channels that it has.</param>
/// <param name="Values">Physical values (reflectance as a fraction, metres above the median, degrees, dB, coherence), NaN unknown: per channel [height, width].</param>
/// <param name="Labels">0 no ice, 1 ice, 255 unknown [height, width].</param>
/// <param name="Region">Region; null: unknown.</param>
/// <param name="Latitude">Of the centre, degrees; NaN: unknown.</param>
/// <param name="Longitude">Of the centre, degrees; NaN: unknown.</param>
public sealed record LabelledScene(
    string Name, int Width, int Height, IReadOnlyList<string> Channels, IReadOnlyList<float[]> Values, byte[] Labels, string? Region = null, double Latitude = double.NaN, double Longitude = double.NaN)
{
    /// <summary>Place of a channel; −1: the scene has it not.</summary>
    public int ChannelOf(string name)
    {
        for (var i = 0; i < Channels.Count; i++)
        {
            if (Channels[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
