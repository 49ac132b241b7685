namespace Glacier.Training.Data.Flow;

/// <summary>A flow field like a glacier's, in closed form: one or two curved streams, fastest in the middle, with shear margins; zero beside them.</summary>
/// <remarks>Across a stream the speed falls as 1 − |n/w|ᵖ (p = 4 is Glen's law in a channel; Cuffey and Paterson 2010, section 8.5) to what slides along the margin.</remarks>
internal sealed class GlacierFlow
{
    private readonly Stream[] _streams;

    private GlacierFlow(Stream[] streams) => _streams = streams;

    /// <summary>A random field for a square patch.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="side">Of the patch, pixels.</param>
    /// <param name="largest">No displacement is longer, pixels.</param>
    public static GlacierFlow Draw(SeededRandom random, int side, double largest)
    {
        var streams = new Stream[random.Unit() < 0.25 ? 2 : 1];
        for (var k = 0; k < streams.Length; k++)
        {
            streams[k] = Stream.Draw(random, side, largest);
        }

        return new GlacierFlow(streams);
    }

    /// <summary>A field of one straight stream, for tests: everything moves alike.</summary>
    internal static GlacierFlow Uniform(float x, float y, int side) => new([Stream.Uniform(x, y, side)]);

    /// <summary>Direction of the first stream, radians from right towards down.</summary>
    public double Heading => Math.Atan2(_streams[0].Ty, _streams[0].Tx);

    /// <summary>Displacement of ice at a position in pixels, and how far the pixel is ice: 1 inside, 0 outside, between across the margin.</summary>
    public float At(float x, float y, out float u, out float v)
    {
        var most = _streams[0].At(x, y, out u, out v);
        for (var k = 1; k < _streams.Length && most < 1; k++)
        {
            var other = _streams[k].At(x, y, out var ou, out var ov);
            if (other > most)
            {
                (most, u, v) = (other, ou, ov);
            }
        }

        return most;
    }

    private readonly record struct Stream(
        float Px, float Py, float Tx, float Ty, float Cx, float Cy, float Radius, float Turn, float Width, float Widening, float Speed, float Gain, float Sliding, int Power, float End, float Scale,
        float WaveX, float WaveY, float WavePhase, float WaveSpeed, float WaveTurn)
    {
        private const float LeastWidth = 5;

        public static Stream Draw(SeededRandom random, int side, double largest)
        {
            var heading = Math.Tau * random.Unit();
            var (sin, cos) = Math.SinCos(heading);

            // a third of the patches see nothing but ice
            var width = side * (random.Unit() < 0.33 ? 1.2 : 0.08 + (0.5 * random.Unit()));
            var away = (random.Unit() - 0.5) * side * 0.9;
            var (px, py) = ((0.5 * side) - (away * sin), (0.5 * side) + (away * cos));
            var radius = side * (1.5 / Math.Max(random.Unit(), 0.02)) + (1.3 * width);
            var turn = random.Unit() < 0.5 ? 1 : -1;
            var gain = 0.7 * (random.Unit() - 0.5);
            var widening = width > side ? 0 : 0.5 * (random.Unit() - 0.5);
            var wave = Math.Tau / (side * (0.5 + random.Unit()));
            var direction = Math.Tau * random.Unit();

            // along the stream and by the waves the speed grows by up to these factors
            var room = (1 + (Math.Abs(gain) * 0.75)) * 1.15 * 1.02;
            var fastest = random.Unit() < 0.06 ? 0 : largest * Math.Pow(random.Unit(), 1.3) / room;
            return new(
                (float)px, (float)py, (float)cos, (float)sin, (float)(px - (turn * radius * sin)), (float)(py + (turn * radius * cos)), (float)radius, turn, (float)width, (float)widening,
                (float)fastest, (float)gain, (float)(random.Unit() < 0.4 ? 0.1 * random.Unit() : 0.7 * random.Unit()), 2 + (2 * random.Below(3)),
                random.Unit() < 0.15 ? (float)(side * 0.4 * random.Unit()) : float.MaxValue, side,
                (float)(wave * Math.Cos(direction)), (float)(wave * Math.Sin(direction)), (float)(Math.Tau * random.Unit()), (float)(0.14 * random.Unit()), (float)(0.15 * random.Unit()));
        }

        public static Stream Uniform(float x, float y, int side)
        {
            var speed = MathF.Sqrt((x * x) + (y * y));
            var (tx, ty) = speed > 0 ? (x / speed, y / speed) : (1f, 0f);
            const float Far = 1e6f;
            return new(0.5f * side, 0.5f * side, tx, ty, (0.5f * side) - (Far * ty), (0.5f * side) + (Far * tx), Far, 1, 10 * side, 0, speed, 0, 1, 2, float.MaxValue, side, 0, 0, 0, 0, 0);
        }

        public float At(float x, float y, out float u, out float v)
        {
            var (dx, dy) = (x - Cx, y - Cy);
            var r = MathF.Sqrt((dx * dx) + (dy * dy));
            var (ex, ey) = (dx / r, dy / r);
            var n = Turn * (Radius - r);
            var along = ((x - Px) * Tx) + ((y - Py) * Ty);
            var share = Math.Clamp(along / Scale, -0.75f, 0.75f);
            var width = Math.Max(Width * (1 + (Widening * share)), LeastWidth);
            var t = Math.Min(Math.Abs(n) / width, 1);
            var t2 = t * t;
            var fall = Power switch { 2 => t2, 4 => t2 * t2, _ => t2 * t2 * t2 };
            var (sine, cosine) = MathF.SinCos((WaveX * x) + (WaveY * y) + WavePhase);
            var speed = Speed * (1 + (Gain * share)) * (Sliding + ((1 - Sliding) * (1 - fall))) * (1 + (WaveSpeed * sine));

            // streamlines follow the widening of the stream and sway a little
            var sideways = speed * ((Widening * Width / Scale * Math.Clamp(n / width, -1, 1)) + (WaveTurn * cosine * (1 - t2)));
            var length = MathF.Sqrt((speed * speed) + (sideways * sideways));
            var scale = length > 0 ? speed / length : 0;
            u = scale * ((-Turn * ey * speed) - (Turn * ex * sideways));
            v = scale * ((Turn * ex * speed) - (Turn * ey * sideways));
            return Math.Clamp(width - Math.Abs(n) + 0.5f, 0, 1) * Math.Clamp(End - along + 0.5f, 0, 1);
        }
    }
}
