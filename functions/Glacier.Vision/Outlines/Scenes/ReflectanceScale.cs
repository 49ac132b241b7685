using Glacier.Terrain;

namespace Glacier.Vision.Outlines.Scenes;

/// <summary>How stored values become reflectance: reflectance = value · factor + offset.</summary>
/// <param name="Factor">Reflectance of one unit.</param>
/// <param name="Offset">Reflectance of the value 0.</param>
/// <param name="Unit">What the file holds, in words.</param>
public readonly record struct ReflectanceScale(double Factor, double Offset, string Unit)
{
    /// <summary>Reflectance is stored as whole numbers up to here (Sentinel-2 Level 2A).</summary>
    public const double Quantification = 10_000;

    // fresh snow in full sun and the glint of clouds go to about 1.8
    private const double BrightestFraction = 2.5;

    /// <summary>Tells the scale from what the file says and from a sample of its values.</summary>
    /// <param name="file">Name of the file, for errors.</param>
    /// <param name="sample">Stored values of all optical bands, NaN where unknown.</param>
    /// <param name="isEightBit">The file has 8 bits a band.</param>
    /// <param name="declared">Scale and offset that the file states; (1, 0) where it states none.</param>
    /// <exception cref="InvalidInputException"><c>no-image</c>: not one known value; <c>not-reflectance</c>: values that none of the three scales explains.</exception>
    public static ReflectanceScale Of(string file, ReadOnlySpan<float> sample, bool isEightBit, (double Scale, double Offset) declared)
    {
        var known = new List<float>(sample.Length);
        foreach (var value in sample)
        {
            if (float.IsFinite(value))
            {
                known.Add(value);
            }
        }

        if (known.Count == 0)
        {
            throw new InvalidInputException(file, "no-image", "not one known pixel", "an image", "Choose another scene, or check its nodata value.");
        }

        known.Sort();
        double low = known[(int)(0.01 * (known.Count - 1))], high = known[(int)(0.99 * (known.Count - 1))];
        if (declared != (1, 0) && (high * declared.Scale) + declared.Offset <= BrightestFraction)
        {
            return new(declared.Scale, declared.Offset, "stated scale");
        }

        if (low < -0.25 * Math.Max(high, 0) || high <= 0)
        {
            throw Refuse(low, high);
        }

        // 8 bits are display values: full scale is white
        return isEightBit ? new(1 / 255.0, 0, "8 bits")
            : high <= BrightestFraction ? new(1, 0, "0–1")
            : high <= BrightestFraction * Quantification ? new(1 / Quantification, 0, "0–10 000")
            : throw Refuse(low, high);

        InvalidInputException Refuse(double least, double most) => new(
            file, "not-reflectance", FormattableString.Invariant($"values from {least:0.###} to {most:0.###}"), "reflectance as 0–1, 0–10,000 or 8 bits",
            "Convert digital numbers to reflectance, or have the file state its scale and offset.");
    }
}
