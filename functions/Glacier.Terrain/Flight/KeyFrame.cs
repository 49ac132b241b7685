namespace Glacier.Terrain.Flight;

/// <summary>A camera of a path file; the flight goes through it.</summary>
/// <param name="EyeX">Map x of the eye.</param>
/// <param name="EyeY">Map y of the eye.</param>
/// <param name="EyeZ">Elevation of the eye, metres; null: above the ground there.</param>
/// <param name="AboveGround">Metres above the highest ground of all years, where there is no elevation; null: the flight's.</param>
/// <param name="TargetX">Map x of the middle of the picture.</param>
/// <param name="TargetY">Map y of it.</param>
/// <param name="TargetZ">Its elevation, metres; null: the ground there.</param>
/// <param name="Year">Time shown, as a decimal year, or a calendar year as a whole number; null: between the neighbours'.</param>
public sealed record KeyFrame(double EyeX, double EyeY, double? EyeZ, double? AboveGround, double TargetX, double TargetY, double? TargetZ, double? Year);

/// <summary>What a path file says.</summary>
/// <param name="Name">Name of the file, for errors.</param>
/// <param name="Keys">Key frames, two or more.</param>
/// <param name="FieldOfViewDegrees">Horizontal field of view; null: not said.</param>
/// <param name="Width">Pixels across; null: not said.</param>
/// <param name="Height">Pixels down; null: not said.</param>
public sealed record FlightPath(string Name, IReadOnlyList<KeyFrame> Keys, double? FieldOfViewDegrees = null, int? Width = null, int? Height = null);
