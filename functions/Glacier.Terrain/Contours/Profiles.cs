using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Contours;

/// <summary>Elevation profiles along lines over a DEM in memory or a file of any size.</summary>
/// <remarks>Bilinear between pixel centres, NaN outside them or beside a void.</remarks>
public static class Profiles
{
    /// <summary>Samples at equal distances along a line.</summary>
    /// <param name="dem">Elevations in metres.</param>
    /// <param name="line">At least two points in map coordinates.</param>
    /// <param name="samples">How many, at least 2; the line's ends are the first and the last.</param>
    /// <exception cref="ArgumentException">A line without length, or too few points or samples.</exception>
    public static Profile Along(Raster dem, IReadOnlyList<(double X, double Y)> line, int samples)
    {
        var profile = Place(line, samples);
        Fill(dem, profile);
        return profile;
    }

    /// <inheritdoc cref="Along(Raster, IReadOnlyList{ValueTuple{double, double}}, int)"/>
    public static Profile Along(TiledDem dem, IReadOnlyList<(double X, double Y)> line, int samples)
    {
        var profile = Place(line, samples);
        dem.SampleMany(profile.X, profile.Y, profile.Elevation);
        return profile;
    }

    /// <summary>Samples many lines in parallel; results stand in the order of the lines.</summary>
    /// <inheritdoc cref="Along(Raster, IReadOnlyList{ValueTuple{double, double}}, int)"/>
    public static IReadOnlyList<Profile> AlongMany(Raster dem, IReadOnlyList<IReadOnlyList<(double X, double Y)>> lines, int samples)
    {
        var profiles = PlaceAll(lines, samples);
        Parallel.For(0, profiles.Length, k => Fill(dem, profiles[k]));
        return profiles;
    }

    /// <summary>Samples many lines of a file in one pass over it: each block that any line needs is decoded once.</summary>
    /// <inheritdoc cref="Along(Raster, IReadOnlyList{ValueTuple{double, double}}, int)"/>
    public static IReadOnlyList<Profile> AlongMany(TiledDem dem, IReadOnlyList<IReadOnlyList<(double X, double Y)>> lines, int samples)
    {
        var profiles = PlaceAll(lines, samples);
        var count = checked(profiles.Length * samples);
        var (x, y, elevation) = (new double[count], new double[count], new float[count]);
        for (var k = 0; k < profiles.Length; k++)
        {
            profiles[k].X.CopyTo(x, k * samples);
            profiles[k].Y.CopyTo(y, k * samples);
        }

        dem.SampleMany(x, y, elevation);
        for (var k = 0; k < profiles.Length; k++)
        {
            elevation.AsSpan(k * samples, samples).CopyTo(profiles[k].Elevation);
        }

        return profiles;
    }

    private static Profile[] PlaceAll(IReadOnlyList<IReadOnlyList<(double X, double Y)>> lines, int samples)
    {
        var profiles = new Profile[lines.Count];
        for (var k = 0; k < profiles.Length; k++)
        {
            profiles[k] = Place(lines[k], samples);
        }

        return profiles;
    }

    private static Profile Place(IReadOnlyList<(double X, double Y)> line, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        var profile = new Profile(new double[samples], new double[samples], new double[samples], new float[samples]);
        Polyline.Sample(line, profile.Distance, profile.X, profile.Y);
        return profile;
    }

    private static void Fill(Raster dem, Profile profile)
    {
        for (var k = 0; k < profile.Elevation.Length; k++)
        {
            profile.Elevation[k] = dem.Sample(profile.X[k], profile.Y[k]);
        }
    }
}
