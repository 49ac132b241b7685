using System.Globalization;

namespace Glacier.Terrain.Contours;

/// <summary>Profiles as comma-separated values, header <c>distance_m,x,y,elevation_m</c>.</summary>
public static class ProfileCsv
{
    /// <summary>The header line.</summary>
    public const string Header = "distance_m,x,y,elevation_m";

    /// <summary>Writes a file; an unknown elevation is an empty field.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Profile profile)
    {
        using var writer = new StreamWriter(path);
        Write(writer, profile);
    }

    /// <summary>Writes millimetres, one sample a line, lines ended by a line feed.</summary>
    public static void Write(TextWriter writer, Profile profile)
    {
        writer.Write(Header + "\n");
        for (var k = 0; k < profile.Distance.Length; k++)
        {
            var elevation = profile.Elevation[k];
            var text = float.IsNaN(elevation) ? "" : elevation.ToString("0.000", CultureInfo.InvariantCulture);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{profile.Distance[k]:0.000},{profile.X[k]:0.000},{profile.Y[k]:0.000},{text}\n"));
        }
    }
}
