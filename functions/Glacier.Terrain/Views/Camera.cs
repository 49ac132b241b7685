namespace Glacier.Terrain.Views;

/// <summary>A pinhole camera over a DEM: upright (never rolled), square pixels, principal point in the middle of the picture.</summary>
/// <param name="EyeX">Map x of the eye, metres.</param>
/// <param name="EyeY">Map y of the eye, metres.</param>
/// <param name="EyeZ">Elevation of the eye, metres in the DEM's vertical datum.</param>
/// <param name="TargetX">Map x of the point in the middle of the picture, metres.</param>
/// <param name="TargetY">Map y of that point, metres.</param>
/// <param name="TargetZ">Its elevation, metres.</param>
/// <param name="FieldOfViewDegrees">Horizontal field of view, 1 to 170 degrees.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Refraction">
/// Coefficient k of terrestrial refraction. Light and level diverge over an Earth of effective radius R / (1 − k): terrain at horizontal
/// distance s appears lower by s² (1 − k) / 2R. Null leaves the Earth flat.
/// </param>
/// <remarks>
/// Coordinates inside are relative to the eye, x east, y north, z up, so that single precision suffices. Continuous pixel positions: (0, 0) is the
/// outer corner of the top-left pixel. A target straight above or below the eye leaves the bearing open; north is then the top of the picture.
/// </remarks>
public sealed record Camera(
    double EyeX, double EyeY, double EyeZ, double TargetX, double TargetY, double TargetZ, double FieldOfViewDegrees, int Width, int Height,
    double? Refraction = Camera.StandardRefraction)
{
    /// <summary>Gauss's mean coefficient of terrestrial refraction.</summary>
    public const double StandardRefraction = 0.13;

    /// <summary>Mean radius of the Earth, metres.</summary>
    public const double EarthRadius = 6_371_000;

    /// <summary>Apparent drop of terrain per square metre of horizontal distance, 1/m: (1 − k) / 2R, or 0 on a flat Earth.</summary>
    public double Drop => DropOf(Refraction);

    /// <summary>Apparent drop per square metre of horizontal distance for a refraction coefficient; 0 for null.</summary>
    public static double DropOf(double? refraction) => refraction is { } k ? (1 - k) / (2 * EarthRadius) : 0;

    /// <summary>Throws unless the camera describes a picture.</summary>
    /// <exception cref="ArgumentException">A number is not finite, eye and target coincide, the field of view or the size is out of range.</exception>
    public void Validate()
    {
        Span<double> numbers = [EyeX, EyeY, EyeZ, TargetX, TargetY, TargetZ, FieldOfViewDegrees, Refraction ?? 0];
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentException($"camera: {number} is not a finite number");
            }
        }

        if (EyeX == TargetX && EyeY == TargetY && EyeZ == TargetZ)
        {
            throw new ArgumentException("camera: eye and target are the same point; move the target into the scene");
        }

        if (FieldOfViewDegrees is < 1 or > 170)
        {
            throw new ArgumentException(FormattableString.Invariant($"camera: a field of view of {FieldOfViewDegrees} degrees; expected 1 to 170"));
        }

        if (Width is < 1 or > 16384 || Height is < 1 or > 16384)
        {
            throw new ArgumentException($"camera: a picture of {Width} × {Height} pixels; expected 1 to 16384 each way");
        }
    }

    /// <summary>Direction of view through a continuous pixel position, unit length, x east, y north, z up.</summary>
    public (double X, double Y, double Z) Ray(double column, double row)
    {
        var frame = Frame();
        var (x, y, z) = frame.Direction(column, row);
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return (x / length, y / length, z / length);
    }

    /// <summary>Where a point of the terrain appears, and how far along its ray it lies.</summary>
    /// <param name="x">Map x, metres.</param>
    /// <param name="y">Map y, metres.</param>
    /// <param name="z">Elevation, metres.</param>
    /// <returns>Continuous pixel position (may lie outside the picture) and distance in metres; NaN for points behind the eye.</returns>
    public (double Column, double Row, double Depth) Project(double x, double y, double z)
    {
        var frame = Frame();
        var (dx, dy) = (x - EyeX, y - EyeY);
        var dz = z - EyeZ - (Drop * ((dx * dx) + (dy * dy)));
        var forward = (dx * frame.ForwardX) + (dy * frame.ForwardY) + (dz * frame.ForwardZ);
        if (forward <= 0)
        {
            return (double.NaN, double.NaN, double.NaN);
        }

        var right = (dx * frame.RightX) + (dy * frame.RightY);
        var up = (dx * frame.UpX) + (dy * frame.UpY) + (dz * frame.UpZ);
        return ((Width / 2.0) + (right / forward / frame.PixelSize), (Height / 2.0) - (up / forward / frame.PixelSize), Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz)));
    }

    internal CameraFrame Frame()
    {
        var (x, y, z) = (TargetX - EyeX, TargetY - EyeY, TargetZ - EyeZ);
        var level = Math.Sqrt((x * x) + (y * y));
        var length = Math.Sqrt((level * level) + (z * z));
        var (bearingX, bearingY) = level < 1e-9 * length ? (0.0, 1.0) : (x / level, y / level);
        var (cosine, sine) = (level / length, z / length);
        return new CameraFrame(
            bearingX * cosine, bearingY * cosine, sine, bearingY, -bearingX, -bearingX * sine, -bearingY * sine, cosine,
            2 * Math.Tan(FieldOfViewDegrees * Math.PI / 360) / Width, Width / 2.0, Height / 2.0);
    }
}

/// <summary>The camera's axes relative to the eye; the right axis is level. PixelSize is a pixel's extent at forward distance 1.</summary>
internal readonly record struct CameraFrame(
    double ForwardX, double ForwardY, double ForwardZ, double RightX, double RightY, double UpX, double UpY, double UpZ, double PixelSize, double CentreColumn, double CentreRow)
{
    /// <summary>Direction through a continuous pixel position with forward component 1.</summary>
    public (double X, double Y, double Z) Direction(double column, double row)
    {
        var a = (column - CentreColumn) * PixelSize;
        var b = (CentreRow - row) * PixelSize;
        return (ForwardX + (a * RightX) + (b * UpX), ForwardY + (a * RightY) + (b * UpY), ForwardZ + (b * UpZ));
    }
}
