using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

public class VolumeRendererTests
{
    private const double Side = 60;
    private const double Top = 20;
    private const float Density = 0.05f;

    // as long as the paper's: every ray ends inside this field but the steep ones
    private static readonly VolumeOptions s_options = new(400, 8);

    [Fact]
    public void In_an_even_fog_opacity_depth_and_colour_have_the_closed_forms()
    {
        var field = Even(Density, Top, (0.8f, 0.4f, 0.2f));
        var picture = VolumeRenderer.Render(field, Eye(10, 64, 32), s_options);
        var length = s_options.Length;
        var opacity = 1 - Math.Exp(-Density * length);
        // ∫ σ t exp(−σt) dt
        var depth = ((1 - Math.Exp(-Density * length)) / Density) - (length * Math.Exp(-Density * length));
        for (var i = 0; i < picture.Opacity.Length; i++)
        {
            Assert.Equal(opacity, picture.Opacity[i], 1e-4);
            Assert.Equal(depth, picture.Depth[i], 1e-2);
            Assert.Equal(0.8 * opacity, picture.Rgb[3 * i], 1e-4);
            Assert.Equal(0.4 * opacity, picture.Rgb[(3 * i) + 1], 1e-4);
            Assert.Equal(0.2 * opacity, picture.Rgb[(3 * i) + 2], 1e-4);
        }
    }

    [Fact]
    public void Empty_air_shows_nothing()
    {
        var picture = VolumeRenderer.Render(Even(0, Top, (1, 1, 1)), Eye(10, 16, 8), s_options);
        Assert.All(picture.Opacity, value => Assert.Equal(0, value));
        Assert.All(picture.Rgb, value => Assert.Equal(0, value));
        Assert.All(picture.Depth, value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_opaque_floor_lies_at_the_eye_height_over_the_sine_of_the_angle()
    {
        // the lowest of 20 slices of a metre is ground, as the paper's prior of density 1,000
        var densities = new float[32 * 32 * 20];
        for (var i = 0; i < densities.Length; i += 20)
        {
            densities[i] = 1000;
        }

        var field = new DensityField(densities, Enumerable.Repeat(0.5f, 32 * 32 * 3).ToArray(), 32, 32, 20, Side, Top);
        var camera = Eye(5, 8, 64);
        var picture = VolumeRenderer.Render(field, camera, new VolumeOptions(1000, 25));
        for (var row = 0; row < 64; row++)
        {
            var (_, _, z) = camera.Ray(0.5, row + 0.5);
            if (z > -0.05)
            {
                Assert.Equal(0, picture.Opacity[row * 8]);
            }
            else if (z < -0.25)
            {
                // trilinear: the ground begins to be dense a cell above its slice's middle, 1.5 m up
                Assert.Equal(1, picture.Opacity[row * 8], 1e-4);
                Assert.InRange(picture.Depth[row * 8], (5 - 1.5) / -z, ((5 - 1.5) / -z) + 0.12);
            }
        }
    }

    [Fact]
    public void Every_sample_agrees_with_a_plain_trilinear_loop()
    {
        var random = new Random(5);
        var (rows, columns, slices) = (7, 9, 5);
        var densities = Enumerable.Range(0, rows * columns * slices).Select(_ => random.NextSingle() * 0.3f).ToArray();
        var colours = Enumerable.Range(0, rows * columns * 3).Select(_ => random.NextSingle()).ToArray();
        var field = new DensityField(densities, colours, rows, columns, slices, Side, Top);
        var camera = Eye(3, 24, 12) with { EyeX = 4, EyeY = -7, HeadingDegrees = 33 };
        var options = new VolumeOptions(37, 45);
        var picture = VolumeRenderer.Render(field, camera, options);
        for (var pixel = 0; pixel < 24 * 12; pixel++)
        {
            var (x, y, z) = camera.Ray((pixel % 24) + 0.5, (pixel / 24) + 0.5);
            double transmittance = 1, red = 0, depth = 0;
            var step = options.Length / options.Samples;
            for (var k = 0; k < options.Samples; k++)
            {
                var t = (k + 0.5) * step;
                var u = ((camera.EyeX + (t * x)) / Side * columns) + (columns / 2.0) - 0.5;
                var v = (-(camera.EyeY + (t * y)) / Side * rows) + (rows / 2.0) - 0.5;
                var w = ((camera.EyeZ + (t * z)) / Top * slices) - 0.5;
                var alpha = 1 - Math.Exp(-step * Trilinear(u, v, w, (c, r, s) => densities[(((r * columns) + c) * slices) + s], slices));
                red += transmittance * alpha * Trilinear(u, v, 0, (c, r, _) => colours[3 * ((r * columns) + c)], 1);
                depth += transmittance * alpha * t;
                transmittance *= 1 - alpha;
            }

            Assert.Equal(1 - transmittance, picture.Opacity[pixel], 1e-4);
            Assert.Equal(red, picture.Rgb[3 * pixel], 1e-4);
            Assert.Equal(depth, picture.Depth[pixel], 1e-2);
        }

        double Trilinear(double u, double v, double w, Func<int, int, int, float> at, int height)
        {
            double sum = 0;
            for (var corner = 0; corner < 8; corner++)
            {
                var (c, r, s) = ((int)Math.Floor(u) + (corner & 1), (int)Math.Floor(v) + ((corner >> 1) & 1), (int)Math.Floor(w) + (corner >> 2));
                var weight = (1 - Math.Abs(u - c)) * (1 - Math.Abs(v - r)) * (1 - Math.Abs(w - s));
                sum += c >= 0 && r >= 0 && s >= 0 && c < columns && r < rows && s < height ? weight * at(c, r, s) : 0;
            }

            return sum;
        }
    }

    [Fact]
    public void A_processor_without_scattered_loads_computes_the_same()
    {
        var random = new Random(8);
        var densities = Enumerable.Range(0, 11 * 13 * 6).Select(_ => random.NextSingle() * 0.2f).ToArray();
        var field = new DensityField(densities, Enumerable.Range(0, 11 * 13 * 3).Select(_ => random.NextSingle()).ToArray(), 11, 13, 6, Side, Top);
        var (with, without) = (VolumeRenderer.Render(field, Eye(6, 32, 16), s_options), VolumeRenderer.Render(field, Eye(6, 32, 16), s_options, gathers: false));
        Assert.Contains(without.Opacity, opacity => opacity > 0.1f);
        Assert.Equal(with.Opacity, without.Opacity);
        Assert.Equal(with.Depth, without.Depth);
        Assert.Equal(with.Rgb, without.Rgb);
    }

    [Fact]
    public void A_field_of_the_wrong_size_and_rays_without_samples_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DensityField(new float[7], new float[3], 1, 1, 8, Side, Top));
        Assert.Throws<ArgumentException>(() => VolumeRenderer.Render(Even(0, Top, (1, 1, 1)), Eye(1, 8, 4), new VolumeOptions(0, 10)));
    }

    private static PanoramaCamera Eye(double height, int width, int down) => new(0, 0, height, width, down);

    private static DensityField Even(float density, double top, (float R, float G, float B) colour)
    {
        var densities = new float[16 * 16 * 8];
        Array.Fill(densities, density);
        var colours = Enumerable.Range(0, 16 * 16).SelectMany(_ => (float[])[colour.R, colour.G, colour.B]).ToArray();
        return new DensityField(densities, colours, 16, 16, 8, Side, top);
    }
}
