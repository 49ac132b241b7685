using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>A movement in metres with a plane through the raster's centre.</summary>
internal readonly record struct Shift(double X, double Y, double Z, double TiltX, double TiltY)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public Shift Plus(Shift s) => new(X + s.X, Y + s.Y, Z + s.Z, TiltX + s.TiltX, TiltY + s.TiltY);

    public double Height(Raster dem, int column, int row) =>
        Z + (TiltX * (column + 0.5 - (dem.Width / 2.0)) * dem.Transform.PixelWidth) + (TiltY * ((dem.Height / 2.0) - row - 0.5) * dem.Transform.PixelHeight);
}
