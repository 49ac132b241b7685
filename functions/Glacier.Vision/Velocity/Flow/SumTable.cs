namespace Glacier.Vision.Velocity.Flow;

/// <summary>Summed-area table of an image and its square.</summary>
internal sealed class SumTable
{
    private readonly int _stride;
    private readonly double[] _values;
    private readonly double[] _squares;

    public SumTable(float[] image, int width, int height)
    {
        _stride = width + 1;
        _values = new double[_stride * (height + 1)];
        _squares = new double[_values.Length];
        for (var row = 0; row < height; row++)
        {
            double sum = 0, squares = 0;
            for (var column = 0; column < width; column++)
            {
                double value = image[(row * width) + column];
                sum += value;
                squares += value * value;
                var at = ((row + 1) * _stride) + column + 1;
                _values[at] = _values[at - _stride] + sum;
                _squares[at] = _squares[at - _stride] + squares;
            }
        }
    }

    /// <summary>Sum and sum of squares over a square with its top-left pixel at a position.</summary>
    public (double Values, double Squares) Sum(int left, int top, int side)
    {
        var (a, b) = ((top * _stride) + left, ((top + side) * _stride) + left);
        return (_values[b + side] - _values[b] - _values[a + side] + _values[a], _squares[b + side] - _squares[b] - _squares[a + side] + _squares[a]);
    }
}
