namespace Glacier.Vision.Edges;

/// <summary>Settings of an edge filter; the defaults are those of the method this project follows.</summary>
/// <param name="Method">The detector.</param>
/// <param name="Blur">Whether a Gaussian blur comes first.</param>
/// <param name="BlurSize">Width of the blur's kernel in pixels, odd, 1 to 31.</param>
/// <param name="BlurSigma">Its standard deviation in pixels; 0: OpenCV's for that width (¼ ½ ¼ at 3).</param>
/// <param name="LowThreshold">Canny: gradient above which a pixel continues an edge.</param>
/// <param name="HighThreshold">Canny: gradient above which a pixel begins one.</param>
/// <param name="Aperture">Canny: width of its Sobel kernel, 3, 5 or 7.</param>
/// <param name="L2">Canny: gradient as √(dx² + dy²) in place of |dx| + |dy|.</param>
/// <param name="SobelSize">Sobel: width of the kernel, 1, 3, 5 or 7.</param>
public sealed record EdgeFilterOptions(
    EdgeMethod Method = EdgeMethod.Canny,
    bool Blur = false,
    int BlurSize = 3,
    double BlurSigma = 0,
    double LowThreshold = 100,
    double HighThreshold = 200,
    int Aperture = 3,
    bool L2 = false,
    int SobelSize = 5)
{
    /// <summary>All eight filters: the four detectors, plain and blurred, with these settings.</summary>
    public IReadOnlyList<EdgeFilterOptions> Eight =>
        [.. new[] { false, true }.SelectMany(blur => Enum.GetValues<EdgeMethod>().Select(method => this with { Method = method, Blur = blur }))];

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside its range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Method))
        {
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "expected one of the four methods");
        }

        if (BlurSize is < 1 or > 31 || BlurSize % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(BlurSize), BlurSize, "expected an odd width of 1 to 31 pixels");
        }

        if (BlurSigma is not (>= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(BlurSigma), BlurSigma, "expected 0 (chosen from the width) to 100 pixels");
        }

        if (!double.IsFinite(LowThreshold) || LowThreshold < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(LowThreshold), LowThreshold, "expected 0 or more");
        }

        if (!double.IsFinite(HighThreshold) || HighThreshold < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(HighThreshold), HighThreshold, "expected 0 or more");
        }

        if (Aperture is not (3 or 5 or 7))
        {
            throw new ArgumentOutOfRangeException(nameof(Aperture), Aperture, "expected 3, 5 or 7");
        }

        if (SobelSize is not (1 or 3 or 5 or 7))
        {
            throw new ArgumentOutOfRangeException(nameof(SobelSize), SobelSize, "expected 1, 3, 5 or 7");
        }
    }
}
