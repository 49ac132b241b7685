namespace Glacier.Training.Data.Flow;

/// <summary>Paints a pair of images of ice that moves between rock that does not.</summary>
/// <remarks>
/// The canvas shows where ice is when the second image is taken: the second image samples it at its own pixels, the first at the places that its pixels go to. No motion has to be inverted, so that
/// the flow is exact.
/// </remarks>
internal static class MovingScene
{
    /// <summary>Paints.</summary>
    /// <param name="ice">Canvas of the ice.</param>
    /// <param name="onIce">How the patch lies on it.</param>
    /// <param name="rock">Canvas of everything else; may be the same.</param>
    /// <param name="onRock">How the patch lies on that.</param>
    /// <param name="flow">Where ice is and how far it goes.</param>
    /// <param name="shiftX">Misregistration of the second image to the right, pixels: it displaces everything.</param>
    /// <param name="shiftY">Downwards.</param>
    /// <param name="patch">Receives images, flow and weight: 0 where ice goes where the second image shows none.</param>
    public static void Paint(TextureCanvas ice, CanvasPose onIce, TextureCanvas rock, CanvasPose onRock, GlacierFlow flow, float shiftX, float shiftY, FlowPatch patch)
    {
        var side = patch.Side;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var i = (row * side) + column;
                var inside = flow.At(column, row, out var u, out var v);
                patch.First[i] = Mixed(inside, column + u, row + v, column, row);
                var isIce = inside >= 0.5f;
                patch.Ice[i] = isIce;
                (patch.X[i], patch.Y[i]) = isIce ? (u + shiftX, v + shiftY) : (shiftX, shiftY);
                patch.Weight[i] = !isIce || flow.At(column + u, row + v, out _, out _) >= 0.5f ? 1 : 0;
                var (x, y) = (column - shiftX, row - shiftY);
                patch.Second[i] = Mixed(flow.At(x, y, out _, out _), x, y, x, y);
            }
        }

        float Mixed(float inside, float iceX, float iceY, float rockX, float rockY)
        {
            var (ix, iy) = onIce.Of(iceX, iceY);
            if (inside >= 1)
            {
                return ice.Cubic(ix, iy);
            }

            var (rx, ry) = onRock.Of(rockX, rockY);
            var still = rock.Cubic(rx, ry);
            return inside <= 0 ? still : still + (inside * (ice.Cubic(ix, iy) - still));
        }
    }
}
