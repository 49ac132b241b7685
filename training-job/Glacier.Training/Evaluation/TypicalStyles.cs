namespace Glacier.Training.Evaluation;

/// <summary>A few codes that stand for many: the members nearest to the centres of k-means clusters (Lloyd 1982), the largest cluster first.</summary>
public static class TypicalStyles
{
    private const int Rounds = 50;

    /// <summary>Chooses.</summary>
    /// <param name="codes">Codes of one length.</param>
    /// <param name="count">How many to choose; fewer come back where there are fewer different codes.</param>
    /// <returns>Indices into <paramref name="codes"/>.</returns>
    /// <exception cref="ArgumentException">There are no codes, or the count is below 1.</exception>
    public static int[] Choose(IReadOnlyList<float[]> codes, int count)
    {
        if (codes.Count == 0 || count < 1)
        {
            throw new ArgumentException($"{codes.Count} codes, {count} wanted; expected at least one of each");
        }

        var centres = FarthestFirst(codes, count);
        var owner = new int[codes.Count];
        for (var round = 0; round < Rounds; round++)
        {
            var next = codes.Select(code => Nearest(centres, code)).ToArray();
            if (round > 0 && next.SequenceEqual(owner))
            {
                break;
            }

            owner = next;
            for (var cluster = 0; cluster < centres.Count; cluster++)
            {
                var members = codes.Where((_, i) => owner[i] == cluster).ToArray();
                if (members.Length > 0)
                {
                    centres[cluster] = [.. Enumerable.Range(0, codes[0].Length).Select(j => members.Average(member => member[j]))];
                }
            }
        }

        return [.. from cluster in Enumerable.Range(0, centres.Count)
                   let members = Enumerable.Range(0, codes.Count).Where(i => owner[i] == cluster).ToArray()
                   where members.Length > 0
                   orderby members.Length descending
                   select members.MinBy(i => Distance(centres[cluster], codes[i]))];
    }

    private static List<float[]> FarthestFirst(IReadOnlyList<float[]> codes, int count)
    {
        float[] mean = [.. Enumerable.Range(0, codes[0].Length).Select(j => codes.Average(code => code[j]))];
        List<float[]> centres = [codes.MinBy(code => Distance(mean, code))!];
        while (centres.Count < count)
        {
            var farthest = codes.MaxBy(code => centres.Min(centre => Distance(centre, code)))!;
            if (centres.Min(centre => Distance(centre, farthest)) == 0)
            {
                break;
            }

            centres.Add(farthest);
        }

        return centres;
    }

    private static int Nearest(List<float[]> centres, float[] code) => Enumerable.Range(0, centres.Count).MinBy(i => Distance(centres[i], code));

    private static double Distance(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (double)(a[i] - b[i]);
        }

        return sum;
    }
}
