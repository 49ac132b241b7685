using System.Globalization;

namespace Glacier.Terrain.Rasters;

/// <summary>When a glacier was surveyed: a day, or a year where only that is known (counted as 1 July of it).</summary>
/// <param name="Date">The day.</param>
/// <param name="YearOnly">True where only the year is known.</param>
public readonly record struct Epoch(DateOnly Date, bool YearOnly = false) : IComparable<Epoch>
{
    /// <summary>An epoch of which only the year is known.</summary>
    public static Epoch OfYear(int year) => new(new DateOnly(year, 7, 1), true);

    /// <summary>The calendar year.</summary>
    public int Year => Date.Year;

    /// <summary>The date as a fraction of years, for rates.</summary>
    public double DecimalYear => Date.Year + ((Date.DayOfYear - 0.5) / (DateTime.IsLeapYear(Date.Year) ? 366 : 365));

    /// <summary>Years from another epoch to this one, negative when this one is earlier.</summary>
    public double YearsSince(Epoch other) => (Date.DayNumber - other.Date.DayNumber) / 365.2425;

    /// <inheritdoc/>
    public int CompareTo(Epoch other) => Date.CompareTo(other.Date);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">Neither a year nor an ISO date.</exception>
    public static Epoch Parse(string text) => text.Length == 4
        ? OfYear(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
        : new(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Sorts by date: <c>1958</c> or <c>2018-09-13</c>.</summary>
    public override string ToString() => Date.ToString(YearOnly ? "yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
