namespace Glacier.Vision.Scenery;

/// <summary>
/// Keeps a look read off a photograph from dyeing bare land: one code holds the look of all that a picture shows, and one read off ice and water alone says nothing of rock but blue.
/// The look is mixed with another until bare land is no bluer than landscapes have it.
/// </summary>
public static class LandTint
{
    /// <summary>Blue over red, of 255, that bare land may have on average: haze, not dye.</summary>
    public const double Most = 30;

    private const int Side = 64;
    private const int Horizon = 20;
    private const int Steps = 5;

    /// <summary>The look, or as much of it as land bears.</summary>
    /// <param name="model">The generator.</param>
    /// <param name="style">The look's code.</param>
    /// <param name="usual">The code that it is mixed with.</param>
    /// <returns>The first of style, ⅘ style + ⅕ usual, … whose land is no bluer than <see cref="Most"/>; if none is, usual.</returns>
    public static float[] Limit(SceneryModel model, float[] style, float[] usual)
    {
        for (var step = 0; step < Steps; step++)
        {
            var share = 1 - (step / (float)Steps);
            float[] mixed = [.. style.Zip(usual, (one, other) => (share * one) + ((1 - share) * other))];
            if (Of(model, mixed) <= Most)
            {
                return mixed;
            }
        }

        return usual;
    }

    /// <summary>Blue over red, of 255, of bare even land below a clear sky in a look.</summary>
    /// <param name="model">The generator.</param>
    /// <param name="style">The look's code.</param>
    public static double Of(SceneryModel model, float[] style)
    {
        var picture = model.Paint(BareLand(), style);
        var sum = 0.0;
        for (var i = Horizon * Side; i < Side * Side; i++)
        {
            sum += picture[(3 * i) + 2] - picture[3 * i];
        }

        return sum / ((Side - Horizon) * Side);
    }

    private static ConditionMaps BareLand()
    {
        const int count = Side * Side;
        var maps = new ConditionMaps(new float[count], new float[count], new float[count], new float[count], Side, Side);
        Array.Fill(maps.Sky, 1, 0, Horizon * Side);
        Array.Fill(maps.Contour, 1, Horizon * Side, Side);
        Array.Fill(maps.Shade, 0.35f, Horizon * Side, count - (Horizon * Side));
        return maps;
    }
}
