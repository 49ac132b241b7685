using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>How directions become pixels.</summary>
public enum PanoramaProjection
{
    /// <summary>All around: columns are azimuths, rows elevation angles from +90° to −90°.</summary>
    Equirectangular,

    /// <summary>A pinhole camera with square pixels, never rolled.</summary>
    Perspective,
}

/// <summary>Where one stands and looks.</summary>
/// <param name="EyeX">Map x of the eye, metres.</param>
/// <param name="EyeY">Map y of the eye, metres.</param>
/// <param name="EyeZ">Elevation of the eye, metres in the DEM's vertical datum.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="HeadingDegrees">Azimuth of the middle column, clockwise from the map's north.</param>
/// <param name="PitchDegrees">Elevation angle of the middle of a perspective picture; a panorama is level.</param>
/// <param name="Projection">Kind of picture.</param>
/// <param name="FieldOfViewDegrees">Horizontal field of view of a perspective picture; a panorama sees 360°.</param>
/// <param name="Refraction">Coefficient of terrestrial refraction as in <see cref="Camera"/>; null leaves the Earth flat.</param>
public sealed record PanoramaCamera(
    double EyeX, double EyeY, double EyeZ, int Width, int Height, double HeadingDegrees = 0, double PitchDegrees = 0,
    PanoramaProjection Projection = PanoramaProjection.Equirectangular, double FieldOfViewDegrees = 80, double? Refraction = Camera.StandardRefraction)
{
    /// <summary>Unit direction (east, north, up) through a continuous pixel position; (0, 0) is the outer corner of the top-left pixel.</summary>
    public (double X, double Y, double Z) Ray(double column, double row) => Rays().Direction(column, row);

    /// <summary>Azimuth of a continuous column of a panorama, degrees clockwise from north, 0 … 360.</summary>
    public double AzimuthDegrees(double column) => (((HeadingDegrees + (((column / Width) - 0.5) * 360)) % 360) + 360) % 360;

    /// <summary>Degrees that a pixel in the middle of the picture spans from row to row.</summary>
    public double DegreesPerRow => Projection == PanoramaProjection.Equirectangular
        ? 180.0 / Height
        : Math.Atan(2 * Math.Tan(FieldOfViewDegrees * Math.PI / 360) / Width) * 180 / Math.PI;

    /// <summary>Where a point of the terrain appears, its apparent drop by curvature and refraction included.</summary>
    /// <param name="x">Map x, metres.</param>
    /// <param name="y">Map y, metres.</param>
    /// <param name="z">Elevation, metres.</param>
    /// <returns>Continuous pixel position, which may lie outside the picture, and metres along the ray; NaN behind a pinhole.</returns>
    public (double Column, double Row, double Depth) Project(double x, double y, double z)
    {
        var (dx, dy) = (x - EyeX, y - EyeY);
        var dz = z - EyeZ - (Camera.DropOf(Refraction) * ((dx * dx) + (dy * dy)));
        var depth = Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
        return Rays().Project(dx, dy, dz) is var (column, row) ? (column, row, depth) : (double.NaN, double.NaN, double.NaN);
    }

    /// <summary>The camera's axes, computed once for many rays.</summary>
    internal PanoramaRays Rays() => new(this);
}

/// <summary>Axes of a camera relative to its eye.</summary>
internal readonly struct PanoramaRays
{
    private readonly bool _around;
    private readonly double _width;
    private readonly double _height;
    private readonly double _heading;
    private readonly double _pixel;
    private readonly (double X, double Y, double Z) _forward;
    private readonly (double X, double Y) _right;
    private readonly (double X, double Y, double Z) _up;

    public PanoramaRays(PanoramaCamera camera)
    {
        _around = camera.Projection == PanoramaProjection.Equirectangular;
        (_width, _height) = (camera.Width, camera.Height);
        _heading = camera.HeadingDegrees * Math.PI / 180;
        _pixel = 2 * Math.Tan(camera.FieldOfViewDegrees * Math.PI / 360) / camera.Width;
        var (sine, cosine) = Math.SinCos(_heading);
        var (rise, level) = Math.SinCos(camera.PitchDegrees * Math.PI / 180);
        _forward = (sine * level, cosine * level, rise);
        _right = (cosine, -sine);
        _up = (-sine * rise, -cosine * rise, level);
    }

    public (double X, double Y, double Z) Direction(double column, double row)
    {
        if (_around)
        {
            var (sine, cosine) = Math.SinCos(_heading + (((column / _width) - 0.5) * 2 * Math.PI));
            var (rise, level) = Math.SinCos((0.5 - (row / _height)) * Math.PI);
            return (sine * level, cosine * level, rise);
        }

        var a = (column - (_width / 2)) * _pixel;
        var b = ((_height / 2) - row) * _pixel;
        var (x, y, z) = (_forward.X + (a * _right.X) + (b * _up.X), _forward.Y + (a * _right.Y) + (b * _up.Y), _forward.Z + (b * _up.Z));
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return (x / length, y / length, z / length);
    }

    public (double Column, double Row)? Project(double x, double y, double z)
    {
        if (_around)
        {
            var turn = (Math.Atan2(x, y) - _heading) / (2 * Math.PI);
            turn -= Math.Round(turn);
            return ((turn + 0.5) * _width, (0.5 - (Math.Atan2(z, Math.Sqrt((x * x) + (y * y))) / Math.PI)) * _height);
        }

        var ahead = (x * _forward.X) + (y * _forward.Y) + (z * _forward.Z);
        if (ahead <= 0)
        {
            return null;
        }

        var across = (x * _right.X) + (y * _right.Y);
        var up = (x * _up.X) + (y * _up.Y) + (z * _up.Z);
        return ((_width / 2) + (across / ahead / _pixel), (_height / 2) - (up / ahead / _pixel));
    }
}
