using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>Surface velocity in which neighbouring ice holds and drags each other, from that of the shallow-ice approximation, where every cell flows by its own thickness and slope alone.</summary>
/// <remarks>
/// The approximation is valid over many ice thicknesses. On steep flanks it lets ice in a gully one cell wide race between ice that stands still. Here the driving stress τ that a cell's own velocity stands for is balanced by
/// friction at the bed and by the stretching and shearing of the ice beside it, as in the depth-averaged models (MacAyeal 1989; Goldberg 2011): τ = βu − ∇·(ν̄H∇u), stretching counted four times, the products of both components
/// left out. Friction β = |u|^(−2/3) K^(−1/3) is the approximation's own law u = Kτ³ read backwards, so that slabs flow as before; ν̄ is Glen's viscosity with the strain in the plane and over the depth. The distance over which
/// ice is felt comes out as about its thickness, as Kamb and Echelmeyer (1986) found; no constant is tuned.
/// </remarks>
public static class StressCoupling
{
    private const int Linearisations = 30;
    private const int Sweeps = 10;
    private const double Relaxation = 1.5;

    // m/yr and 1/yr: ice that does not move has no end of friction and stiffness else
    private const double LeastSpeed = 0.01;
    private const double LeastStrain = 1e-4;

    /// <summary>Velocities with coupling.</summary>
    /// <param name="thickness">Of the ice, metres, 0 where there is none; the outermost cells are the edge over which ice is lost.</param>
    /// <param name="east">Surface velocity by the shallow-ice approximation to the east, m/yr.</param>
    /// <param name="north">To the north.</param>
    /// <param name="parameters">Material constants of that velocity.</param>
    public static (Raster East, Raster North) Of(Raster thickness, Raster east, Raster north, IceFlowParameters? parameters = null)
    {
        var coupled = new Coupled(thickness, east, north, parameters ?? new IceFlowParameters());
        for (var k = 0; k < Linearisations; k++)
        {
            coupled.Linearise();
            for (var sweep = 0; sweep < Sweeps; sweep++)
            {
                coupled.Relax(0);
                coupled.Relax(1);
            }
        }

        return coupled.Velocity();
    }

    private sealed class Coupled
    {
        private readonly int _width;
        private readonly int _height;
        private readonly double _cell;
        private readonly Raster _like;
        private readonly IceFlowParameters _parameters;
        private readonly double[] _thickness;
        private readonly double[] _u;
        private readonly double[] _v;
        private readonly double[] _drivingX;
        private readonly double[] _drivingY;
        private readonly double[] _sliding;
        private readonly double[] _friction;
        private readonly double[] _stiffness;

        public Coupled(Raster thickness, Raster east, Raster north, IceFlowParameters parameters)
        {
            (_width, _height, _cell, _like, _parameters) = (thickness.Width, thickness.Height, thickness.Transform.PixelWidth, thickness, parameters);
            var count = thickness.Values.Length;
            (_thickness, _u, _v) = (new double[count], new double[count], new double[count]);
            (_drivingX, _drivingY, _sliding) = (new double[count], new double[count], new double[count]);
            (_friction, _stiffness) = (new double[count], new double[count]);
            for (var i = 0; i < count; i++)
            {
                // the emptied edge is no cliff: what lies beside it goes as its neighbour further in
                var from = (Math.Clamp(i / _width, Edge, _height - 1 - Edge) * _width) + Math.Clamp(i % _width, Edge, _width - 1 - Edge);
                _thickness[i] = thickness.Values[from];
                if (_thickness[i] > 0)
                {
                    (_u[i], _v[i]) = (east.Values[from], north.Values[from]);
                    _sliding[i] = parameters.SpeedPerCubedStress(_thickness[i]);
                    var speed = Math.Max(Length(_u[i], _v[i]), 1e-9);
                    var stress = Math.Cbrt(speed / _sliding[i]);
                    (_drivingX[i], _drivingY[i]) = (stress * _u[i] / speed, stress * _v[i] / speed);
                }
            }
        }

        // cells beside the border whose slope is that to the emptied edge
        private const int Edge = 2;

        public void Linearise()
        {
            var rate = Math.Cbrt(1 / _parameters.YearlyRateFactor);
            Bands.Each(_height, row =>
            {
                for (var column = 0; column < _width; column++)
                {
                    var i = (row * _width) + column;
                    if (_thickness[i] <= 0)
                    {
                        continue;
                    }

                    var (right, left) = (column + 1 < _width && _thickness[i + 1] > 0 ? i + 1 : i, column > 0 && _thickness[i - 1] > 0 ? i - 1 : i);
                    var (below, above) = (row + 1 < _height && _thickness[i + _width] > 0 ? i + _width : i, row > 0 && _thickness[i - _width] > 0 ? i - _width : i);
                    var (acrossX, acrossY) = (Math.Max(right - left, 1) * _cell, Math.Max((below - above) / _width, 1) * _cell);
                    var (ux, vx) = ((_u[right] - _u[left]) / acrossX, (_v[right] - _v[left]) / acrossX);
                    var (uy, vy) = ((_u[above] - _u[below]) / acrossY, (_v[above] - _v[below]) / acrossY);
                    var speed = Length(_u[i], _v[i]) + LeastSpeed;

                    // deformation's part of the speed is strain over the depth
                    var deep = speed * _parameters.YearlyRateFactor * _thickness[i] / 2 / _sliding[i] / _thickness[i];
                    var strain = Math.Sqrt((ux * ux) + (vy * vy) + (ux * vy) + (0.25 * (uy + vx) * (uy + vx)) + (0.25 * deep * deep)) + LeastStrain;
                    _stiffness[i] = 0.5 * rate / Math.Cbrt(strain * strain) * _thickness[i] / (_cell * _cell);
                    _friction[i] = 1 / Math.Cbrt(speed * speed * _sliding[i]);
                }
            });
        }

        // every second cell, as on a chequerboard, so that rows may be shared out among processors
        public void Relax(int colour) => Bands.Each(_height, row =>
        {
            for (var column = (row + colour) & 1; column < _width; column += 2)
            {
                var i = (row * _width) + column;
                if (_thickness[i] <= 0)
                {
                    continue;
                }

                var (right, left) = (column + 1 < _width ? Face(i, i + 1) : 0, column > 0 ? Face(i, i - 1) : 0);
                var (below, above) = (row + 1 < _height ? Face(i, i + _width) : 0, row > 0 ? Face(i, i - _width) : 0);
                var (x, y) = (right + left, below + above);
                double sumX = _drivingX[i], sumY = _drivingY[i];
                Add(right, i + 1, 4, 1);
                Add(left, i - 1, 4, 1);
                Add(below, i + _width, 1, 4);
                Add(above, i - _width, 1, 4);
                _u[i] += Relaxation * ((sumX / (_friction[i] + (4 * x) + y)) - _u[i]);
                _v[i] += Relaxation * ((sumY / (_friction[i] + x + (4 * y))) - _v[i]);

                void Add(double face, int j, double forU, double forV)
                {
                    if (face > 0)
                    {
                        sumX += forU * face * _u[j];
                        sumY += forV * face * _v[j];
                    }
                }
            }
        });

        public (Raster East, Raster North) Velocity() => (Rasterised(_u), Rasterised(_v));

        private double Face(int i, int j) => _thickness[j] > 0 ? 0.5 * (_stiffness[i] + _stiffness[j]) : 0;

        private Raster Rasterised(double[] values) => new(_width, _height, _like.Transform, _like.Crs, Array.ConvertAll(values, value => (float)value));

        private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
    }
}
