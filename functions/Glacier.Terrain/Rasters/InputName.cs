namespace Glacier.Terrain.Rasters;

/// <summary>The rule on names of inputs.</summary>
public static class InputName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaximumLength = 255;

    /// <summary>Refuses a name that is too long, climbs folders or holds control characters.</summary>
    /// <param name="name">A file's name, or a blob's with its folders.</param>
    /// <exception cref="InvalidInputException">Rule <c>bad-name</c>.</exception>
    public static void Require(string name)
    {
        var fault = name.Length > MaximumLength ? $"{name.Length} characters"
            : name.Contains("..", StringComparison.Ordinal) ? "'..' in the name"
            : name.Any(char.IsControl) ? "a control character in the name"
            : string.IsNullOrWhiteSpace(name) ? "an empty name"
            : null;
        if (fault is not null)
        {
            var shown = new string([.. name.Where(c => !char.IsControl(c)).Take(80)]);
            throw new InvalidInputException(
                shown, "bad-name", fault, $"a name of at most {MaximumLength} characters without '..'", "Rename the file, for example aletsch_2018-09-13.tif.");
        }
    }
}
