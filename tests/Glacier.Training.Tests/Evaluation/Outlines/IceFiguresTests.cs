using Glacier.Training.Evaluation.Outlines;

namespace Glacier.Training.Tests.Evaluation.Outlines;

public class IceFiguresTests
{
    [Fact]
    public void Counts_are_those_of_the_known_pixels()
    {
        var figures = new IceFigures();
        figures.Add([0.9f, 0.8f, 0.2f, 0.6f, 0.1f, 0.99f], [1, 1, 1, 0, 0, 255]);
        Assert.Equal((5L, 3L), (figures.Pixels, figures.Ice));
        Assert.Equal(2.0 / 4, figures.IceIou);
        Assert.Equal((2.0 / 3, 2.0 / 3), (figures.Precision, figures.Recall));
    }

    [Fact]
    public void No_ice_found_where_there_is_none_is_perfect()
    {
        var figures = new IceFigures();
        figures.Add([0.1f, 0.2f], [0, 0]);
        Assert.Equal((1.0, 1.0, 1.0), (figures.IceIou, figures.Precision, figures.Recall));
    }

    [Fact]
    public void Windows_added_apart_count_as_one()
    {
        var (apart, together) = (new IceFigures(), new IceFigures());
        apart.Add([0.9f, 0.4f], [1, 1]);
        apart.Add([0.7f, 0.1f], [0, 1]);
        together.Add([0.9f, 0.4f, 0.7f, 0.1f], [1, 1, 0, 1]);
        Assert.Equal((together.IceIou, together.CalibrationError), (apart.IceIou, apart.CalibrationError));
    }
}
