using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Views;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Flights;

/// <summary>Paints the frames of a flight: each by itself, so that they can be made anywhere and in any order.</summary>
public sealed class FlightPainter
{
    private const int Version = 1;

    private readonly SurfaceSeries _series;
    private readonly Painting? _painting;
    private readonly string _ground;
    private (double Year, PaintedGround Ground)? _last;

    /// <summary>Prepares.</summary>
    /// <param name="series">The ground.</param>
    /// <param name="light">Light and weather, the same for all frames; see <see cref="Light"/>.</param>
    /// <param name="painting">What paints; null: the survey style.</param>
    public FlightPainter(SurfaceSeries series, SurveyStyleOptions light, Painting? painting)
    {
        (_series, _painting) = (series, painting);
        Look = light with { FormerIce = series.EverIce, Pattern = series.Highest.Values };
        _ground = HashOf(series);
    }

    /// <summary>Light and weather.</summary>
    public SurveyStyleOptions Look { get; }

    /// <summary>A light for a whole flight: the sun stands still and suits the first camera, the snow line is that of the first survey.</summary>
    public static SurveyStyleOptions Light(SurfaceSeries series, Camera first) =>
        SurveyStyleOptions.For(first, series.Highest) with { EquilibriumLine = SnowLine.OfIce(series.Surveys[0].Dem, series.Surveys[0].Ice) };

    /// <summary>What a frame is made from: equal keys, equal pictures.</summary>
    public ProductKey KeyOf(FlightFrame frame) => ProductKey.Of(
        "flight-frame", Version, [_ground],
        new
        {
            frame.Camera,
            frame.Year,
            Look.SunAzimuthDegrees,
            Look.SunElevationDegrees,
            Look.EquilibriumLine,
            Style = _painting?.Style,
            By = _painting?.Description,
        });

    /// <summary>Paints a frame.</summary>
    /// <returns>width × height × 3 bytes, sRGB.</returns>
    /// <exception cref="ArgumentException">The camera cannot see; <see cref="FlightCheck"/> says it better and before.</exception>
    public byte[] Paint(FlightFrame frame)
    {
        var (dem, ice, fraction) = _series.At(frame.Year);
        var look = Look with { IceFraction = fraction };
        var survey = SurveyStyle.Render(dem, ice, frame.Camera, look);
        if (_painting is null)
        {
            return survey;
        }

        // frames of one moment share what is painted on
        var ground = _last is { } last && last.Year == frame.Year ? last.Ground : new PaintedGround(VoidFreeFor(dem), ice, look);
        _last = (frame.Year, ground);
        var view = ViewRenderer.Render(ground.Dem, frame.Camera, ice);
        return _painting.Paint(ground, view, survey, IceCover.OfFraction(view, dem.Grid, fraction));
    }

    /// <summary>The geometry of a frame, one ray a pixel.</summary>
    public View Geometry(FlightFrame frame)
    {
        var (dem, ice, _) = _series.At(frame.Year);
        return ViewRenderer.Render(VoidFreeFor(dem), frame.Camera, ice, new ViewOptions(SamplesPerPixel: 1));
    }

    /// <summary>What a frame's picture says of itself.</summary>
    public PictureCaption Caption(FlightFrame frame, string title)
    {
        var heading = FormattableString.Invariant($"{title} {(int)frame.Year}");
        return _painting is null
            ? new PictureCaption(heading, $"Frame {frame.Index} of a flight over {title}, shaded from elevation models.", "terrain rendered from a DEM")
            : PhotoPainting.Caption(heading, $"Frame {frame.Index} of a flight over {title}");
    }

    // pictures close voids that terrain surrounds; the network is told of the same ground
    private Terrain.Rasters.Raster VoidFreeFor(Terrain.Rasters.Raster dem) => _series.Void.Contains(true)
        ? dem.With([.. dem.Values.Select((z, i) => float.IsNaN(z) ? _series.Highest.Values[i] : z)])
        : dem;

    private static string HashOf(SurfaceSeries series)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var survey in series.Surveys)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{survey.Epoch} {survey.Dem.Width} {survey.Dem.Height} {survey.Dem.Transform}"));
            hash.AppendData(MemoryMarshal.AsBytes<float>(survey.Dem.Values));
            hash.AppendData(MemoryMarshal.AsBytes<bool>(survey.Ice));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
