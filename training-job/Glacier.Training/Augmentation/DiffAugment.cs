using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Augmentation;

/// <summary>
/// Differentiable augmentation (Zhao et al. 2020): the discriminator only ever sees augmented pictures, real and generated alike, and gradients
/// flow back through the augmentation. What moves pixels happens to picture and condition alike, so that they still belong together.
/// </summary>
public static class DiffAugment
{
    /// <summary>Draws what happens to each sample: one kind of change at a time with the given probability, each independently.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="options">Strengths.</param>
    /// <param name="probability">Probability of each of colour, translation and cutout; one for plain DiffAugment, less under an <see cref="AdaController"/>.</param>
    /// <param name="random">Source of chance. Seed it by the step, and a resumed run draws the same.</param>
    public static AugmentationDraw[] Draw(int count, int width, int height, DiffAugmentOptions options, double probability, Random random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        var draws = new AugmentationDraw[count];
        int reachX = (int)(width * options.Translation + 0.5f), reachY = (int)(height * options.Translation + 0.5f);
        int cut = (int)(Math.Min(width, height) * options.Cutout + 0.5f);
        for (int i = 0; i < count; i++)
        {
            var draw = AugmentationDraw.Neutral;

            // always the same number of values, so that one sample's draw does not depend on the others' luck
            bool colour = random.NextDouble() < probability, translate = random.NextDouble() < probability, erase = random.NextDouble() < probability;
            float brightness = Symmetric(options.Brightness), saturation = 1f + Symmetric(options.Saturation), contrast = 1f + Symmetric(options.Contrast);
            int shiftX = random.Next(-reachX, reachX + 1), shiftY = random.Next(-reachY, reachY + 1);
            int left = random.Next(0, width + 1) - cut / 2, top = random.Next(0, height + 1) - cut / 2;

            if (colour) draw = draw with { Brightness = brightness, Saturation = saturation, Contrast = contrast };
            if (translate) draw = draw with { ShiftX = shiftX, ShiftY = shiftY };
            if (erase) draw = draw with { CutLeft = left, CutTop = top, CutSize = cut };
            draws[i] = draw;
        }

        return draws;

        float Symmetric(float reach) => (2f * random.NextSingle() - 1f) * reach;
    }

    /// <summary>Augments pictures: colour, translation, cutout.</summary>
    /// <param name="picture">Pictures [N, 3, H, W].</param>
    /// <param name="draws">One draw per sample.</param>
    public static Tensor Picture(Tensor picture, ReadOnlySpan<AugmentationDraw> draws) => Condition(Coloured(picture, draws), draws);

    /// <summary>Augments conditions: translation and cutout only.</summary>
    /// <param name="condition">Conditions [N, C, H, W].</param>
    /// <param name="draws">One draw per sample, those of the pictures.</param>
    public static Tensor Condition(Tensor condition, ReadOnlySpan<AugmentationDraw> draws)
    {
        if (draws.Length != condition.shape[0]) throw new ArgumentException($"{condition.shape[0]} samples need as many draws, not {draws.Length}", nameof(draws));
        return CutOut(Translated(condition, draws), draws);
    }

    private static Tensor Coloured(Tensor picture, ReadOnlySpan<AugmentationDraw> draws)
    {
        if (draws.IndexOfAnyExcept(AugmentationDraw.Neutral) < 0) return picture;

        // brightness, saturation, contrast one after the other are affine in pixel x, its mean colour g and the picture's mean m:
        // c·s·x + c·(1−s)·g + (1−c)·m + b
        int n = draws.Length;
        float[] ofPixel = new float[n], ofGrey = new float[n], ofMean = new float[n], constant = new float[n];
        for (int i = 0; i < n; i++)
        {
            var (b, s, c) = (draws[i].Brightness, draws[i].Saturation, draws[i].Contrast);
            (ofPixel[i], ofGrey[i], ofMean[i], constant[i]) = (c * s, c * (1f - s), 1f - c, b);
        }

        var grey = picture.mean([1], keepdim: true);
        var mean = grey.mean([1, 2, 3], keepdim: true);
        return picture * PerSample(ofPixel) + (grey * PerSample(ofGrey) + (mean * PerSample(ofMean) + PerSample(constant)));

        Tensor PerSample(float[] values) => tensor(values, device: picture.device).view(-1, 1, 1, 1);
    }

    private static Tensor Translated(Tensor x, ReadOnlySpan<AugmentationDraw> draws)
    {
        bool any = false;
        foreach (var draw in draws) any |= draw.ShiftX != 0 || draw.ShiftY != 0;
        if (!any) return x;

        // a negative pad crops: one call both drops what leaves and fills what enters with zeros
        var samples = new Tensor[draws.Length];
        for (int i = 0; i < draws.Length; i++)
            samples[i] = F.pad(x.narrow(0, i, 1), [draws[i].ShiftX, -draws[i].ShiftX, draws[i].ShiftY, -draws[i].ShiftY]);
        return cat(samples, 0);
    }

    private static Tensor CutOut(Tensor x, ReadOnlySpan<AugmentationDraw> draws)
    {
        bool any = false;
        foreach (var draw in draws) any |= draw.CutSize > 0;
        if (!any) return x;

        int n = draws.Length, height = (int)x.shape[2], width = (int)x.shape[3];
        float[] rows = new float[n * height], columns = new float[n * width];
        for (int i = 0; i < n; i++)
        {
            var draw = draws[i];
            Fill(rows.AsSpan(i * height, height), draw.CutTop, draw.CutSize);
            Fill(columns.AsSpan(i * width, width), draw.CutLeft, draw.CutSize);
        }

        var square = tensor(rows, [n, 1, height, 1], device: x.device) * tensor(columns, [n, 1, 1, width], device: x.device);
        return x * (1f - square);

        static void Fill(Span<float> line, int start, int length)
        {
            int from = Math.Clamp(start, 0, line.Length), to = Math.Clamp(start + length, 0, line.Length);
            line[from..to].Fill(1f);
        }
    }
}
