using Glacier.Training.Data;

namespace Glacier.Training.Loops;

/// <summary>Condition maps as a picture to look at: the shade in grey, ice bluish, sky blue, contours white.</summary>
public static class ConditionPicture
{
    /// <summary>[count, 3, side, side] in −1…1.</summary>
    public static float[] Of(Batch batch, IReadOnlyList<string> channels)
    {
        var pixels = batch.Side * batch.Side;
        var result = new float[batch.Count * 3 * pixels];
        for (var place = 0; place < batch.Count; place++)
        {
            for (var i = 0; i < pixels; i++)
            {
                var (contour, sky, ice, shade) = (Value("contour"), Value("sky"), Value("ice"), Value("shade"));
                var ground = 0.7f * shade;
                Put(0, ground + (0.05f * ice));
                Put(1, ground + (0.15f * ice) + (0.15f * sky));
                Put(2, ground + (0.3f * ice) + (0.4f * sky));

                float Value(string channel)
                {
                    for (var c = 0; c < channels.Count; c++)
                    {
                        if (channels[c] == channel)
                        {
                            return batch.Conditions[(((place * batch.Channels) + c) * pixels) + i];
                        }
                    }

                    return 0;
                }

                void Put(int colour, float value) => result[(((place * 3) + colour) * pixels) + i] = (2 * Math.Clamp(Math.Max(value, contour), 0, 1)) - 1;
            }
        }

        return result;
    }
}
