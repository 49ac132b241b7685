using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Hosting.Triggers;

/// <summary>
/// When a timer fires: an NCRONTAB expression (second minute hour day month weekday; without the seconds, five fields), or an interval as a TimeSpan.
/// A field holds *, numbers, names (JAN, MON), ranges a-b, steps /n, and lists of these. A day must fit both its day and its weekday field. Times are UTC.
/// </summary>
internal sealed class Schedule
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly TimeSpan? interval;
    private readonly bool[] seconds = [];
    private readonly bool[] minutes = [];
    private readonly bool[] hours = [];
    private readonly bool[] days = [];
    private readonly bool[] months = [];
    private readonly bool[] weekdays = [];

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is neither an NCRONTAB expression nor a TimeSpan above zero.</exception>
    public Schedule(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length == 1 && TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero)
        {
            interval = span;
            return;
        }

        if (fields.Length is not (5 or 6))
        {
            throw new FormatException($"The schedule '{expression}' is neither an NCRONTAB expression of five or six fields nor a TimeSpan above zero.");
        }

        fields = fields.Length == 5 ? ["0", .. fields] : fields;
        seconds = Field(expression, fields[0], 0, 59, []);
        minutes = Field(expression, fields[1], 0, 59, []);
        hours = Field(expression, fields[2], 0, 23, []);
        days = Field(expression, fields[3], 1, 31, []);
        months = Field(expression, fields[4], 1, 12, Months);
        weekdays = Field(expression, fields[5], 0, 7, Weekdays);
        weekdays[0] |= weekdays[7];
    }

    /// <summary>The first occurrence after a time.</summary>
    /// <exception cref="InvalidOperationException">There is none within the next eight years, as on a 30 February.</exception>
    public DateTime Next(DateTime after)
    {
        if (interval is { } step)
        {
            return after + step;
        }

        var end = after.AddYears(8);
        var time = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        while (time < end)
        {
            if (!months[time.Month])
            {
                time = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            }
            else if (!days[time.Day] || !weekdays[(int)time.DayOfWeek])
            {
                time = time.Date.AddDays(1);
            }
            else if (!hours[time.Hour])
            {
                time = time.Date.AddHours(time.Hour + 1);
            }
            else if (!minutes[time.Minute])
            {
                time = time.AddSeconds(60 - time.Second);
            }
            else if (!seconds[time.Second])
            {
                time = time.AddSeconds(1);
            }
            else
            {
                return time;
            }
        }

        throw new InvalidOperationException("The schedule has no occurrence within eight years.");
    }

    private static bool[] Field(string expression, string field, int least, int most, string[] names)
    {
        var allowed = new bool[Math.Max(most + 1, 8)];
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') is [var left, var right] ? (left, Number(expression, right, [], 0)) : (part, 0);
            var (from, to) = range == "*" ? (least, most)
                : range.Split('-') is [var first, var last] ? (Number(expression, first, names, least), Number(expression, last, names, least))
                : (Number(expression, range, names, least), step > 0 ? most : Number(expression, range, names, least));
            if (from < least || to > most || from > to || (part.Contains('/', StringComparison.Ordinal) && step < 1))
            {
                throw new FormatException($"The schedule '{expression}' is wrong at '{part}': values go from {least} to {most}.");
            }

            for (var value = from; value <= to; value += Math.Max(step, 1))
            {
                allowed[value] = true;
            }
        }

        return allowed;
    }

    private static int Number(string expression, string text, string[] names, int first)
    {
        var name = Array.FindIndex(names, candidate => text.StartsWith(candidate, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + first
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"The schedule '{expression}' is wrong at '{text}'.");
    }
}
