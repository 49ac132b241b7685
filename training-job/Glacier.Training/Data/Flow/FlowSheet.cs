using Glacier.Vision.Pictures;

namespace Glacier.Training.Data.Flow;

/// <summary>A sheet of pairs for the eye: the first image with arrows, the second image, how long each displacement is, where it is scored.</summary>
internal sealed class FlowSheet(int columns, int rows, int side, double longest)
{
    private const int Columns = 4;
    private const int ArrowStep = 12;

    private readonly Canvas _canvas = new(columns * Columns * side, rows * side);

    /// <summary>Draws a pair at a place of the sheet.</summary>
    public void Draw(int place, FlowPatch patch)
    {
        var (left, top) = (place % columns * Columns * side, place / columns * side);
        var frame = (patch.Side - side) / 2;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var i = ((row + frame) * patch.Side) + column + frame;
                Grey(left + column, top + row, patch.First[i]);
                Grey(left + side + column, top + row, patch.Second[i]);
                var length = Math.Sqrt((patch.X[i] * patch.X[i]) + (patch.Y[i] * patch.Y[i]));
                _canvas.Blend(left + (2 * side) + column, top + row, ColourMap.Sequential.At(length / longest), 1);
                Grey(left + (3 * side) + column, top + row, patch.Weight[i]);
            }
        }

        for (var row = ArrowStep / 2; row < side; row += ArrowStep)
        {
            for (var column = ArrowStep / 2; column < side; column += ArrowStep)
            {
                var i = ((row + frame) * patch.Side) + column + frame;
                if (patch.Weight[i] > 0)
                {
                    _canvas.Line([(left + column, top + row), (left + column + patch.X[i], top + row + patch.Y[i])], (255, 210, 40), 1);
                }
            }
        }
    }

    /// <summary>Writes the sheet.</summary>
    public void Save(string path) =>
        SyntheticPicture.SavePng(_canvas.Rgb, _canvas.Width, _canvas.Height, path, new PictureCaption("training pairs with known flow", Method: "drawn, simulated and warped images with their displacements"));

    private void Grey(int x, int y, float value)
    {
        var grey = float.IsFinite(value) ? (byte)Math.Clamp(255 * value, 0, 255) : (byte)0;
        _canvas.Blend(x, y, (grey, grey, grey), 1);
    }
}
