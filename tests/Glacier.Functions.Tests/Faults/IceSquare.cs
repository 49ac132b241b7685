using Glacier.Terrain.Rasters;

namespace Glacier.Functions.Tests.Faults;

/// <summary>Satellite images of a square of ice in the middle of rock, reaching beyond an elevation model.</summary>
internal static class IceSquare
{
    private const int Beyond = 16;

    /// <summary>An image on an elevation model's grid.</summary>
    /// <param name="dem">The elevation model's file.</param>
    /// <param name="side">Pixels of ice across and down.</param>
    /// <param name="bands">1 grey; 3 red, green, blue without names; 4 of Sentinel-2.</param>
    /// <param name="margin">Pixels that it reaches beyond the elevation model.</param>
    public static byte[] Scene((string Name, byte[] Content) dem, int side, int bands = 4, int margin = Beyond)
    {
        var folder = Directory.CreateTempSubdirectory("ice-square-").FullName;
        try
        {
            var own = Path.Combine(folder, dem.Name);
            File.WriteAllBytes(own, dem.Content);
            var ground = DemReader.Read(own).Grid;
            var (width, height) = (ground.Width + (2 * margin), ground.Height + (2 * margin));
            var (west, north) = ground.Transform.ToMap(-margin, -margin);
            var grid = new Grid(width, height, ground.Transform with { West = west, North = north }, ground.Crs);
            float[] snow = [0.62f, 0.62f, 0.60f, 0.48f], rock = [0.10f, 0.13f, 0.16f, 0.22f];
            string[] names = bands switch { 1 => ["grey"], 3 => ["", "", ""], _ => ["B2", "B3", "B4", "B8"] };
            var path = Path.Combine(folder, "scene.tif");
            BandFile.WriteCog(path, grid, [.. names.Select((name, k) => new NamedBand(name, "", [.. Enumerable.Range(0, width * height).Select(i =>
            {
                var (column, row) = (i % width, i / width);
                var ice = Math.Abs(column + 0.5 - (width / 2.0)) < side / 2.0 && Math.Abs(row + 0.5 - (height / 2.0)) < side / 2.0;

                // some texture, so that it is an image
                return (ice ? snow : rock)[k] + (0.002f * (((column * 7) + (row * 13)) % 11));
            })]))]);
            return File.ReadAllBytes(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
