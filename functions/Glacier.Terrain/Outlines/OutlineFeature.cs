namespace Glacier.Terrain.Outlines;

/// <summary>An outline with its attributes, as the Randolph Glacier Inventory names them: <c>rgi_id</c>, <c>src_date</c>, <c>area_km2</c>.</summary>
/// <param name="Outline">The extent.</param>
/// <param name="Attributes">Values by name: text, whole numbers, floating numbers or truth values.</param>
public sealed record OutlineFeature(Outline Outline, IReadOnlyDictionary<string, object> Attributes);
