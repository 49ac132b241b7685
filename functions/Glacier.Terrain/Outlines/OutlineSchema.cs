using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Outlines;

/// <summary>The fields of a file of outlines, so that a file without outlines is valid and has them.</summary>
/// <param name="Crs">Reference system of a file without outlines.</param>
/// <param name="Examples">Name of each field, in order, with a value that stands for its type.</param>
public sealed record OutlineSchema(ReferenceSystem Crs, IReadOnlyList<KeyValuePair<string, object>> Examples);
