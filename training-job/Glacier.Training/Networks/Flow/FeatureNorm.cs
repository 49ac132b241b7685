using System.Text.Json.Serialization;

namespace Glacier.Training.Networks.Flow;

/// <summary>Normalisation between the convolutions of an encoder.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeatureNorm>))]
public enum FeatureNorm
{
    /// <summary>None: the context of RAFT-small.</summary>
    None,

    /// <summary>Each channel of each picture over its pixels: the features that are matched.</summary>
    Instance,

    /// <summary>Each channel over the batch: the context of the full RAFT.</summary>
    Batch,
}
