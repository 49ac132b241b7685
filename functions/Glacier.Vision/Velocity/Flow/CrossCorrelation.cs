namespace Glacier.Vision.Velocity.Flow;

/// <summary>Normalised cross-correlation of chips with subpixel peaks, in passes: the classical method.</summary>
/// <remarks>
/// Displacements above 12 pixels are found on the halved images first. At each level the second image is fetched back by what is known and the rest is looked for
/// once more, so that the last peak lies near zero, where the parabola through it has no bias towards whole pixels.
/// </remarks>
public static class CrossCorrelation
{
    private const int DirectReach = 12;
    private const int RefiningReach = 2;
    private const int LeastExtent = 96;

    /// <summary>The method for pairs.</summary>
    public static FlowMethod Method(CrossCorrelationOptions? options = null) => new(
        "ncc", "normalised cross-correlation, multi-pass", pair => Estimate(pair, options ?? new()));

    /// <summary>Finds the flow.</summary>
    /// <param name="pair">Two images.</param>
    /// <param name="options">Settings.</param>
    /// <returns>A field interpolated between chips 8 pixels apart, NaN where no chip matched; its quality is the correlation at the peak.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static FlowField Estimate(ImagePair pair, CrossCorrelationOptions options)
    {
        if (options.Blocks is < 2 or > 16 || !(options.LargestDisplacement >= 2 && options.LargestDisplacement <= 96))
        {
            throw new ArgumentException("blocks 2 to 16, largest displacement 2 to 96 pixels", nameof(options));
        }

        var halvings = 0;
        while (options.LargestDisplacement / (1 << halvings) > DirectReach && Math.Min(pair.Width, pair.Height) >> (halvings + 1) >= LeastExtent)
        {
            halvings++;
        }

        var first = PyramidLevel.Of(pair.First, pair.Width, pair.Height, halvings + 1);
        var second = PyramidLevel.Of(pair.Second, pair.Width, pair.Height, halvings + 1);
        var reach = (int)Math.Ceiling(options.LargestDisplacement / (1 << halvings));
        var (width, height) = (first[halvings].Width, first[halvings].Height);
        var nodes = ChipSearch.Match(first[halvings], second[halvings], null, reach, options);
        for (var level = halvings; ; level--)
        {
            // the same level once more about what was found, then finer ones
            var guess = nodes.WithoutOutliers().Filled().OnPixels(width, height);
            nodes = ChipSearch.Match(first[level], second[level], guess, RefiningReach, options);
            if (level == 0)
            {
                return nodes.WithoutOutliers().OnPixels(width, height);
            }

            guess = nodes.WithoutOutliers().Filled().OnPixels(width, height);
            (width, height) = (first[level - 1].Width, first[level - 1].Height);
            var (fromWidth, fromHeight) = (first[level].Width, first[level].Height);
            guess = new FlowField(
                width, height, PyramidLevel.Doubled(guess.X, fromWidth, fromHeight, width, height), PyramidLevel.Doubled(guess.Y, fromWidth, fromHeight, width, height));
            nodes = ChipSearch.Match(first[level - 1], second[level - 1], guess, RefiningReach + 1, options);
        }
    }
}
