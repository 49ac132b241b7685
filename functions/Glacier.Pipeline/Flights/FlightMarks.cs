namespace Glacier.Pipeline.Flights;

/// <summary>What the film of a flight says of itself.</summary>
public static class FlightMarks
{
    /// <summary>In the survey style.</summary>
    public const string Shaded = "Synthetic image – rendered from elevation models, between surveys interpolated";

    /// <summary>In a style that a network paints.</summary>
    public const string Painted = "Synthetic image – painted by a network from elevation models, between surveys interpolated";
}
