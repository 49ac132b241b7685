using Glacier.Training.Augmentation;
using Glacier.Training.Tests.Networks;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Augmentation;

public sealed class AugmentationTests
{
    [Fact]
    public void Neutral_draws_change_nothing()
    {
        using var scope = NewDisposeScope();
        var picture = randn(2, 3, 8, 8);
        var draws = DiffAugment.Draw(2, 8, 8, new DiffAugmentOptions(), 0, new Random(1));
        Assert.All(draws, d => Assert.Equal(AugmentationDraw.Neutral, d));
        Assert.Equal(0f, TensorValues.Distance(picture, DiffAugment.Picture(picture, draws)));
        Assert.Equal(0f, TensorValues.Distance(picture, DiffAugment.Condition(picture, draws)));
    }

    [Fact]
    public void Draws_follow_the_seed_alone_and_stay_in_their_ranges()
    {
        var options = new DiffAugmentOptions();
        var draws = DiffAugment.Draw(400, 64, 32, options, 1, new Random(7));
        Assert.Equal(draws, DiffAugment.Draw(400, 64, 32, options, 1, new Random(7)));
        Assert.NotEqual(draws, DiffAugment.Draw(400, 64, 32, options, 1, new Random(8)));
        Assert.Equal((-8, 8), (draws.Min(d => d.ShiftX), draws.Max(d => d.ShiftX)));
        Assert.Equal((-4, 4), (draws.Min(d => d.ShiftY), draws.Max(d => d.ShiftY)));
        Assert.All(draws, d => Assert.Equal(16, d.CutSize));
        Assert.All(draws, d => Assert.InRange(d.Brightness, -0.5f, 0.5f));
        Assert.All(draws, d => Assert.InRange(d.Saturation, 0f, 2f));
        Assert.All(draws, d => Assert.InRange(d.Contrast, 0.5f, 1.5f));

        int coloured = DiffAugment.Draw(2000, 64, 32, options, 0.3, new Random(7)).Count(d => d.Contrast != 1f);
        Assert.InRange(coloured, 500, 700);
    }

    [Fact]
    public void What_moves_pixels_is_the_same_for_picture_and_condition()
    {
        using var scope = NewDisposeScope();
        var options = new DiffAugmentOptions { Brightness = 0, Saturation = 0, Contrast = 0 };
        var draws = DiffAugment.Draw(8, 16, 16, options, 1, new Random(3));
        var picture = randn(8, 3, 16, 16);
        Assert.True(TensorValues.Distance(DiffAugment.Picture(picture, draws), DiffAugment.Condition(picture, draws)) < 1e-6f);
    }

    [Fact]
    public void Translation_moves_pixels_and_fills_with_zeros()
    {
        using var scope = NewDisposeScope();
        var x = TensorValues.Ramp(1f, 1, 1, 3, 3);
        var moved = DiffAugment.Condition(x, [AugmentationDraw.Neutral with { ShiftX = 1, ShiftY = -1 }]);
        Assert.Equal([0, 4, 5, 0, 7, 8, 0, 0, 0], TensorValues.Of(moved));
    }

    [Fact]
    public void Cutout_zeroes_its_square_even_across_the_border()
    {
        using var scope = NewDisposeScope();
        var cut = DiffAugment.Condition(ones(1, 2, 4, 4), [AugmentationDraw.Neutral with { CutLeft = 2, CutTop = -1, CutSize = 3 }]);
        float[] expected = [1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
        Assert.Equal([.. expected, .. expected], TensorValues.Of(cut));
    }

    [Fact]
    public void Colour_is_brightness_then_saturation_then_contrast()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 5, 5);
        var (b, s, c) = (0.3f, 1.7f, 0.6f);
        var bright = x + b;
        var grey = bright.mean([1], keepdim: true);
        var saturated = (bright - grey) * s + grey;
        var mean = saturated.mean([1, 2, 3], keepdim: true);
        var expected = (saturated - mean) * c + mean;
        var draw = AugmentationDraw.Neutral with { Brightness = b, Saturation = s, Contrast = c };
        Assert.True(TensorValues.Distance(expected, DiffAugment.Picture(x, [draw, draw])) < 1e-5f);
    }

    [Fact]
    public void Gradients_flow_back_through_every_change()
    {
        using var scope = NewDisposeScope();
        var x = randn(1, 3, 8, 8).requires_grad_();
        var draw = new AugmentationDraw(0.2f, 1f, 1f, 2, 0, 0, 0, 2);
        DiffAugment.Picture(x, [draw]).sum().backward();

        // the two rightmost columns leave; the square covers two rows of what entered
        var expected = ones(1, 3, 8, 8);
        expected.narrow(3, 6, 2).zero_();
        Assert.True(TensorValues.Distance(expected, x.grad!) < 1e-6f);

        var coloured = randn(1, 3, 8, 8).requires_grad_();
        DiffAugment.Picture(coloured, [AugmentationDraw.Neutral with { Contrast = 0.5f, Saturation = 0.2f }]).sum().backward();

        // contrast and saturation keep the mean, so every pixel still counts once
        Assert.True(TensorValues.Distance(ones(1, 3, 8, 8), coloured.grad!) < 1e-5f);
    }

    [Fact]
    public void Draws_must_fit_the_batch()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 8, 8);
        Assert.Throws<ArgumentException>(() => DiffAugment.Condition(x, [AugmentationDraw.Neutral]));
    }

    [Fact]
    public void Augmentation_rises_while_the_discriminator_overfits_and_falls_otherwise()
    {
        var controller = new AdaController(target: 0.6, interval: 2, picturesToFull: 100);
        controller.Observe(8, 8, 8);
        Assert.Equal(0, controller.Probability);
        controller.Observe(8, 8, 8);
        Assert.Equal(0.16, controller.Probability, 1e-12);
        controller.Observe(6, 8, 8);
        controller.Observe(2, 8, 8);
        Assert.Equal(0, controller.Probability, 1e-12);
        for (int i = 0; i < 40; i++) controller.Observe(8, 8, 8);
        Assert.Equal(1, controller.Probability);
    }

    [Fact]
    public void Controller_counts_the_signs_of_all_heads_logits()
    {
        using var scope = NewDisposeScope();
        var controller = new AdaController(interval: 10);
        controller.Observe(tensor(new[] { 3f, -1f, 0f, 2f, 5f, 0.1f }, [2, 1, 1, 3]));
        Assert.Equal(new AdaState(0, 3, 6, 2, 1), controller.State);
    }

    [Fact]
    public void Controller_continues_from_its_state_as_if_never_stopped()
    {
        var random = new Random(5);
        var whole = new AdaController(picturesToFull: 300);
        var stopped = new AdaController(picturesToFull: 300);
        for (int i = 0; i < 50; i++)
        {
            double signs = random.Next(-16, 17);
            whole.Observe(signs, 16, 16);
            stopped.Observe(signs, 16, 16);
            if (i % 7 == 3) stopped = new AdaController(picturesToFull: 300, state: stopped.State with { });
        }

        Assert.Equal(whole.State, stopped.State);
    }
}
