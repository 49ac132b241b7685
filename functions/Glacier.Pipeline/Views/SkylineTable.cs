using System.Globalization;
using System.Text;
using Glacier.Terrain.Views;

namespace Glacier.Pipeline.Views;

/// <summary>A view's skyline as a table: for every column of the picture where terrain meets sky.</summary>
public static class SkylineTable
{
    /// <summary>Header of the table.</summary>
    public const string Header = "column,row,azimuth_deg,elevation_deg";

    /// <summary>The table as CSV; a column without terrain has empty fields.</summary>
    /// <remarks>Azimuth clockwise from north; elevation above the horizontal of the eye.</remarks>
    public static string Csv(View view)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var column = 0; column < view.Skyline.Length; column++)
        {
            var row = view.Skyline[column];
            text.Append(column).Append(',');
            if (float.IsFinite(row))
            {
                var (x, y, z) = view.Camera.Ray(column + 0.5, row);
                var azimuth = ((Math.Atan2(x, y) * 180 / Math.PI) + 360) % 360;
                text.Append(CultureInfo.InvariantCulture, $"{row:F3},{azimuth:F4},{Math.Asin(z) * 180 / Math.PI:F4}\n");
            }
            else
            {
                text.Append(",,\n");
            }
        }

        return text.ToString();
    }
}
