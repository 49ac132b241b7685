namespace Glacier.Terrain.Views;

/// <summary>Empty space shared by all rays of a tile of the picture, so that each ray starts near the surface.</summary>
internal static class Beam
{
    /// <summary>A forward distance up to which no ray of the tile can meet the surface; +∞ where none meets it at all.</summary>
    public static double FirstPossible(Surface surface, in RayFan fan, in CameraFrame frame, double left, double top, double right, double bottom)
    {
        Span<(double X, double Y, double Z)> corners = [frame.Direction(left, top), frame.Direction(right, top), frame.Direction(left, bottom), frame.Direction(right, bottom)];
        double uLow = double.MaxValue, uHigh = double.MinValue, vLow = double.MaxValue, vHigh = double.MinValue, steepest = double.MaxValue;
        foreach (var (x, y, z) in corners)
        {
            (uLow, uHigh) = (Math.Min(uLow, x * fan.CellsPerMetreX), Math.Max(uHigh, x * fan.CellsPerMetreX));
            (vLow, vHigh) = (Math.Min(vLow, y * fan.CellsPerMetreY), Math.Max(vHigh, y * fan.CellsPerMetreY));
            steepest = Math.Min(steepest, z);
        }

        // near the eye the beam is narrow and a cell's extent rules the step; further out the beam's own extent does
        var pace = Math.Max(Math.Max(Math.Abs(uLow), Math.Abs(uHigh)), Math.Max(Math.Abs(vLow), Math.Abs(vHigh)));
        if (pace == 0)
        {
            return 0;
        }

        var cell = 1 / pace;
        var reach = 2 * (surface.Dem.Width + surface.Dem.Height + Math.Abs(fan.U) + Math.Abs(fan.V)) * cell;
        var s = 0.0;
        var step = 8 * cell;
        for (var i = 0; i < 400; i++)
        {
            if (steepest >= 0 && fan.Z + (s * steepest) > surface.Highest)
            {
                return double.PositiveInfinity;
            }

            var next = s + step;
            var lowest = fan.Z + Math.Min(s * steepest, next * steepest);
            var highest = surface.HighestWithin(
                fan.U + Math.Min(s * uLow, next * uLow), fan.V + Math.Min(s * vLow, next * vLow),
                fan.U + Math.Max(s * uHigh, next * uHigh), fan.V + Math.Max(s * vHigh, next * vHigh));
            if (lowest > highest)
            {
                s = next;
                step *= 1.6;
                if (s > reach)
                {
                    return steepest >= 0 ? double.PositiveInfinity : s;
                }
            }
            else if (step > 2 * cell)
            {
                step /= 2;
            }
            else
            {
                break;
            }
        }

        return s;
    }
}
