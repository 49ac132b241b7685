using System.Globalization;

namespace Glacier.Pipeline.Gallery;

/// <summary>Numbers as people read them: typographic minus, thin spaces, no more digits than the uncertainty allows.</summary>
internal static class Numbers
{
    private const char Minus = '\u2212';
    private const string ThinSpace = "\u202F";

    /// <summary>What stands where nothing is known.</summary>
    public const string Unknown = "–";

    /// <summary>A whole number without grouping: a year.</summary>
    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with the given decimals, groups of three parted by thin spaces.</summary>
    public static string Fixed(double value, int decimals, bool sign = false)
    {
        if (!double.IsFinite(value))
        {
            return Unknown;
        }

        // Rounding to tens and hundreds as well: decimals may be negative.
        var rounded = decimals >= 0 ? Math.Round(value, Math.Min(decimals, 12), MidpointRounding.AwayFromZero) : Math.Round(value / Math.Pow(10, -decimals), MidpointRounding.AwayFromZero) * Math.Pow(10, -decimals);
        var digits = Math.Abs(rounded).ToString("N" + Whole(Math.Clamp(decimals, 0, 12)), CultureInfo.InvariantCulture).Replace(",", Math.Abs(rounded) < 10000 ? "" : ThinSpace, StringComparison.Ordinal);
        return rounded < 0 ? Minus + digits : sign && rounded > 0 ? "+" + digits : digits;
    }

    /// <summary>Decimals at which an uncertainty keeps one digit, two where it begins with 1; three digits of the value where it is unknown.</summary>
    public static int Decimals(Measured measured)
    {
        var known = measured.Uncertainty is { } u && double.IsFinite(u) && u > 0;
        var size = known ? measured.Uncertainty!.Value : Math.Abs(measured.Value);
        if (!double.IsFinite(size) || size <= 0)
        {
            return 1;
        }

        var leading = (int)Math.Floor(Math.Log10(size));
        return known ? (size / Math.Pow(10, leading) < 1.95 ? 1 : 0) - leading : 2 - leading;
    }

    /// <summary>Value ± uncertainty, both divided by <paramref name="unit"/>.</summary>
    public static string WithUncertainty(Measured? measured, double unit = 1, bool sign = false)
    {
        if (measured is not { } given || !double.IsFinite(given.Value))
        {
            return Unknown;
        }

        var scaled = new Measured(given.Value / unit, given.Uncertainty / unit);
        var decimals = Decimals(scaled);
        var value = Fixed(scaled.Value, decimals, sign);
        return scaled.Uncertainty is { } uncertainty && double.IsFinite(uncertainty) && uncertainty > 0
            ? $"{value}{ThinSpace}±{ThinSpace}{Fixed(uncertainty, decimals)}"
            : value;
    }

    /// <summary>A file's size: <c>3.4 MB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => Fixed(bytes, 0) + ThinSpace + "B",
        < 1_000_000 => Fixed(bytes / 1e3, bytes < 10_000 ? 1 : 0) + ThinSpace + "kB",
        < 1_000_000_000 => Fixed(bytes / 1e6, 1) + ThinSpace + "MB",
        _ => Fixed(bytes / 1e9, 1) + ThinSpace + "GB",
    };

    /// <summary>A step of 1, 2 or 5 times a power of ten that parts a range into about <paramref name="parts"/>.</summary>
    public static double NiceStep(double range, int parts)
    {
        var raw = Math.Max(range, 1e-12) / parts;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch { < 1.5 => power, < 3.5 => 2 * power, < 7.5 => 5 * power, _ => 10 * power };
    }
}
