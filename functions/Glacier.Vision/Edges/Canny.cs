namespace Glacier.Vision.Edges;

/// <summary>Canny's edge detector (J. Canny, IEEE PAMI 8(6), 1986) with OpenCV's whole-number arithmetic: the same pixels, not only the same method.</summary>
internal static class Canny
{
    // tan 22.5° in units of 2⁻¹⁵
    private const int Tangent = 13573;
    private const byte Nothing = 0;
    private const byte Candidate = 1;
    private const byte Edge = 255;

    /// <summary>Edges of a grey picture, 0 or 255.</summary>
    public static byte[] Apply(byte[] grey, int width, int height, EdgeFilterOptions options)
    {
        var dx = Derivative(SobelKernels.Of(1, 0, options.Aperture), grey, width, height, options.Aperture);
        var dy = Derivative(SobelKernels.Of(0, 1, options.Aperture), grey, width, height, options.Aperture);
        var gradient = new int[grey.Length];
        Parallel.For(0, height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                gradient[i] = options.L2 ? (dx[i] * dx[i]) + (dy[i] * dy[i]) : Math.Abs(dx[i]) + Math.Abs(dy[i]);
            }
        });

        var (low, high) = Thresholds(options);
        var edges = new byte[grey.Length];
        Parallel.For(0, height, y => Thin(y, width, height, dx, dy, gradient, low, high, edges));
        Connect(edges, width, height);
        return edges;
    }

    private static int[] Derivative(SeparableKernel kernel, byte[] grey, int width, int height, int aperture)
    {
        var values = kernel.Apply(grey, width, height, Border.Replicate);
        if (aperture == 7)
        {
            // so wide a kernel is scaled by 1/16 to stay within 16 bits
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (int)MathF.Round(values[i] / 16f, MidpointRounding.ToEven);
            }
        }

        return values;
    }

    private static (int Low, int High) Thresholds(EdgeFilterOptions options)
    {
        var (low, high) = (Math.Min(options.LowThreshold, options.HighThreshold), Math.Max(options.LowThreshold, options.HighThreshold));
        if (options.Aperture == 7)
        {
            (low, high) = (low / 16, high / 16);
        }

        if (options.L2)
        {
            (low, high) = (Math.Min(low, 32767), Math.Min(high, 32767));
            (low, high) = (low * low, high * high);
        }

        return ((int)Math.Min(Math.Floor(low), int.MaxValue), (int)Math.Min(Math.Floor(high), int.MaxValue));
    }

    /// <summary>Keeps pixels of a row whose gradient is greatest across the edge: those above the high threshold as edges, others as candidates.</summary>
    private static void Thin(int y, int width, int height, int[] dx, int[] dy, int[] gradient, int low, int high, byte[] edges)
    {
        for (var x = 0; x < width; x++)
        {
            var i = (y * width) + x;
            var here = gradient[i];
            if (here <= low)
            {
                continue;
            }

            var across = Math.Abs(dx[i]);
            var down = (long)Math.Abs(dy[i]) << 15;
            var gentle = (long)across * Tangent;
            bool greatest;
            if (down < gentle)
            {
                greatest = here > At(x - 1, y) && here >= At(x + 1, y);
            }
            else if (down > gentle + ((long)across << 16))
            {
                greatest = here > At(x, y - 1) && here >= At(x, y + 1);
            }
            else
            {
                var side = (dx[i] ^ dy[i]) < 0 ? -1 : 1;
                greatest = here > At(x - side, y - 1) && here > At(x + side, y + 1);
            }

            edges[i] = !greatest ? Nothing : here > high ? Edge : Candidate;
        }

        int At(int column, int row) => (uint)column < (uint)width && (uint)row < (uint)height ? gradient[(row * width) + column] : 0;
    }

    /// <summary>Hysteresis: candidates that touch an edge, over any number of steps, become edges; the others vanish.</summary>
    private static void Connect(byte[] edges, int width, int height)
    {
        var open = new Stack<int>();
        for (var i = 0; i < edges.Length; i++)
        {
            if (edges[i] == Edge)
            {
                open.Push(i);
            }
        }

        while (open.TryPop(out var at))
        {
            var (x, y) = (at % width, at / width);
            for (var row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
            {
                for (var column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, width - 1); column++)
                {
                    var neighbour = (row * width) + column;
                    if (edges[neighbour] == Candidate)
                    {
                        edges[neighbour] = Edge;
                        open.Push(neighbour);
                    }
                }
            }
        }

        edges.AsSpan().Replace(Candidate, Nothing);
    }
}
