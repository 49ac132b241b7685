namespace Glacier.Vision.Velocity.Flow;

/// <summary>A way to find displacements: Horn–Schunck, cross-correlation, a network. Anything that fits the function is one.</summary>
/// <param name="Name">Short name as on the command line: <c>hs</c>, <c>ncc</c>, <c>raft</c>.</param>
/// <param name="Description">One line for files and reports.</param>
/// <param name="Estimate">Finds the field from the first image to the second, of the pair's size.</param>
public sealed record FlowMethod(string Name, string Description, Func<ImagePair, FlowField> Estimate)
{
    /// <summary>What the method wants to see of a band (values, width, height), where that is not for the user to choose: a network was trained on certain channels. Null: the prefilter asked for.</summary>
    public Func<float[], int, int, IReadOnlyList<float[]>>? Channels { get; init; }

    /// <summary>The pair that the method is to be given.</summary>
    /// <param name="first">width × height values of the earlier band, NaN where unknown.</param>
    /// <param name="second">The later band.</param>
    /// <param name="filtered">The pair after the prefilter asked for, with its region.</param>
    public ImagePair Seen(float[] first, float[] second, ImagePair filtered) => Channels is null
        ? filtered
        : filtered with { First = Channels(first, filtered.Width, filtered.Height), Second = Channels(second, filtered.Width, filtered.Height) };
}
