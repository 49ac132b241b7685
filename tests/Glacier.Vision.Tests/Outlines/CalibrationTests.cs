using Glacier.Vision.Outlines.Calibration;

namespace Glacier.Vision.Tests.Outlines;

public sealed class CalibrationTests
{
    [Fact]
    public void Pooling_gives_the_known_solution_of_a_small_example()
    {
        // shares 0.1, 0.5, 0.3, 0.9 with equal counts: the second and third pool to 0.4
        var map = IsotonicMap.Fit([10, 10, 10, 10], [1, 5, 3, 9]);
        Assert.Equal(0.1f, map.At(0.125f), 0.006f);
        Assert.Equal(0.4f, map.At(0.5f), 0.006f);
        Assert.Equal(0.9f, map.At(0.875f), 0.006f);
    }

    [Fact]
    public void A_fitted_map_never_falls_and_stays_within_zero_and_one()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 50; trial++)
        {
            var counts = Enumerable.Range(0, 60).Select(_ => (long)random.Next(0, 50)).ToArray();
            counts[7] = 5;
            var map = IsotonicMap.Fit(counts, [.. counts.Select(count => (long)random.Next(0, (int)count + 1))]);
            var last = 0f;
            for (var k = 0; k <= 1000; k++)
            {
                var value = map.At(k / 1000f);
                Assert.InRange(value, last, 1f);
                last = value;
            }
        }
    }

    [Fact]
    public void Calibration_on_the_same_pixels_removes_the_error_of_an_overconfident_method()
    {
        // the true share of ice is the square of what is claimed
        var random = new Random(11);
        var (raw, calibrated, labels) = (new float[200_000], new float[200_000], new byte[200_000]);
        var (counts, ice) = (new long[400], new long[400]);
        for (var i = 0; i < raw.Length; i++)
        {
            raw[i] = random.NextSingle();
            labels[i] = random.NextSingle() < raw[i] * raw[i] ? (byte)1 : (byte)0;
            counts[(int)(raw[i] * 400)]++;
            ice[(int)(raw[i] * 400)] += labels[i];
        }

        raw.CopyTo(calibrated, 0);
        IsotonicMap.Fit(counts, ice).Apply(calibrated);
        var (before, after) = (new Reliability(), new Reliability());
        before.Add(raw, labels);
        after.Add(calibrated, labels);

        // ∫ (p − p²) dp = 1/6
        Assert.Equal(1 / 6.0, before.Error, 0.01);
        Assert.InRange(after.Error, 0, 0.015);
    }

    [Fact]
    public void Unscored_and_unknown_pixels_do_not_count()
    {
        var reliability = new Reliability();
        reliability.Add([0.25f, float.NaN, 0.75f, 0.75f], [1, 1, 255, 1]);
        Assert.Equal(2, reliability.Pixels.Sum());
        Assert.Equal((0.75 + 0.25) / 2, reliability.Error, 1e-6);
    }

    [Theory]
    [InlineData(0.5f, 0.5f, 0.5f, 0.7f)]
    [InlineData(0f, 0.5f, 1f, 0.4f)]
    [InlineData(0f, 0f, 1f, 1.2f)]
    public void Knots_that_are_no_rising_map_are_refused(float x0, float y0, float x1, float y1) =>
        Assert.Throws<ArgumentException>(() => IsotonicMap.OfKnots([[x0, y0], [x1, y1]]));
}
