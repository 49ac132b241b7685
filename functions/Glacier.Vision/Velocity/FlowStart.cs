using System.Text.Json.Serialization;

namespace Glacier.Vision.Velocity;

/// <summary>What a flow network improves on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FlowStart>))]
public enum FlowStart
{
    /// <summary>Nothing: it finds the whole motion.</summary>
    [JsonStringEnumMemberName("zero")]
    Zero,

    /// <summary>Horn–Schunck: it sees the second image fetched back by it and finds what is left (<see cref="HornSchunckStart"/>).</summary>
    [JsonStringEnumMemberName("horn-schunck")]
    HornSchunck,
}
