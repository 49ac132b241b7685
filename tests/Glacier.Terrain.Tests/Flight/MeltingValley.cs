using Glacier.Terrain.Change;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Tests.Views;

namespace Glacier.Terrain.Tests.Flight;

/// <summary>A valley that rises northwards between rough flanks, its glacier shorter and thinner in every survey.</summary>
internal static class MeltingValley
{
    public const int Width = 80;
    public const int Height = 110;
    public const double Pixel = 50;

    public static SurfaceSeries Series(Action<int, Raster>? change = null, params int[] years) => new(Surveys(change, years.Length == 0 ? [1900, 1950, 2000] : years));

    public static IReadOnlyList<DatedDem> Surveys(Action<int, Raster>? change, params int[] years) =>
    [
        .. years.Select((year, index) =>
        {
            var terminus = 1300 + (12.0 * (year - 1900));
            var ice = new bool[Width * Height];
            var dem = Scenes.Dem(Width, Height, (x, y) =>
            {
                var aside = Math.Abs(x - 2000) / 1000;
                var bed = 1400 + (0.18 * y) + (420 * Math.Pow(aside, 1.6)) + (aside > 0.5 ? 25 * Math.Sin(x / 130) * Math.Cos(y / 170) : 0);
                var thickness = Math.Max(0, 140 - (0.9 * (year - 1900)) - (190 * aside * aside)) * Math.Clamp((y - terminus) / 600, 0, 1);
                ice[((Height - 1 - (int)Math.Round(y / Pixel)) * Width) + (int)Math.Round(x / Pixel)] = thickness > 1;
                return bed + thickness;
            }, Pixel);
            change?.Invoke(index, dem);
            return new DatedDem(Epoch.OfYear(year), dem, ice);
        }),
    ];
}
