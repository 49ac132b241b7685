namespace Glacier.Vision.Pictures;

/// <summary>A single-stroke alphabet of our own for digits and map labels: each letter on a grid 4 wide and 6 high, descenders below 0.</summary>
/// <remarks>A glyph is strokes separated by blanks, a stroke is points of two characters: column 0 … 4, then row, a = −2, b = −1, 0 … 6.</remarks>
public static class StrokeFont
{
    private const double Advance = 5.6;

    private static readonly Dictionary<char, string> s_glyphs = [];

    static StrokeFont()
    {
        foreach (var line in Glyphs.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            s_glyphs[line[0]] = line[2..].Trim();
        }
    }

    // letter, then its strokes
    private const string Glyphs =
        """
        0 100105163645413010
        1 052620 0040
        2 05163645440040
        3 05163645443313 334241301001
        4 30360242
        5 460603334241301001
        6 453616050110304142331302
        7 064610
        8 13040516364544331302011030414233
        9 011030414536160504133344
        + 2125 0343
        ± 2622 0444 0040
        ² 051626350333
        - 0343
        − 0343
        . 2021
        , 212b
        : 2021 2425
        / 0046
        % 0046 0516 3041
        ( 3626222030
        ) 1626222010
        A 002640 0242
        B 00063645443303 3342413000
        C 4536160501103041
        D 00062645412000
        E 46060040 0333
        F 460600 0333
        G 45361605011030414323
        H 0006 4046 0343
        I 1030 2026 1636
        J 4641301001
        K 0006 460340
        L 060040
        M 0006234640
        N 00064046
        O 100105163645413010
        P 00063645443303
        R 00063645443303 2340
        S 453616050413334241301001
        T 2026 0646
        U 060110304146
        V 062046
        W 0610243046
        X 0046 0640
        Y 062346 2320
        Z 06460040
        a 4440 4334140301103041
        b 0600 0314344341301001
        c 4334140301103041
        d 4640 4334140301103041
        e 02424334140301103041
        f 3526161510 0434
        g 444b3a1a 4334140301103041
        h 0600 0314344340
        i 2420 2526
        j 242b1a0a 2526
        k 0006 3402 1340
        l 2620
        m 0004 03142320 23344340
        n 0004 0314344340
        o 100103143443413010
        p 040a 0314344341301001
        r 0004 03143443
        s 43341403123241301001
        t 262130 1434
        u 0401103041 4440
        v 042044
        w 0410223044
        x 0044 0440
        y 0420 441b0a
        z 04440040
        """;

    /// <summary>Strokes of a text, from its base line's left end, in units of a sixth of the height of capitals.</summary>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Strokes(string text)
    {
        var x = 0.0;
        foreach (var letter in text)
        {
            foreach (var stroke in s_glyphs.GetValueOrDefault(letter, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var points = new List<(double, double)>();
                for (var i = 0; i + 1 < stroke.Length; i += 2)
                {
                    points.Add((x + stroke[i] - '0', stroke[i + 1] switch { 'a' => -2, 'b' => -1, var c => c - '0' }));
                }

                if (points.Count > 1)
                {
                    yield return points;
                }
            }

            x += letter == ' ' ? Advance * 0.7 : Advance;
        }
    }

    /// <summary>Width of a text in the same units.</summary>
    public static double Width(string text) => text.Sum(letter => letter == ' ' ? Advance * 0.7 : Advance) - (text.Length > 0 ? Advance - 4 : 0);
}
