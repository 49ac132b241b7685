using System.Text.Json.Serialization;

namespace Glacier.Training.Networks.Flow;

/// <summary>What RAFT's context encoder sees.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContextInput>))]
public enum ContextInput
{
    /// <summary>The first image, as in the paper.</summary>
    First,

    /// <summary>Both images: for pairs that nearly agree already, whose differences say what is left at a finer scale than the cells' correlations.</summary>
    Pair,

    /// <summary>Both images, and what is known of the flow that the second was fetched back by (<see cref="Vision.Velocity.HornSchunckStart.Names"/>).</summary>
    Start,
}
