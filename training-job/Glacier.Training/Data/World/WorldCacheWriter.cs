using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glacier.Terrain.Views;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Data.World;

/// <summary>Prepares worlds: rays are cast, and the teacher paints, once.</summary>
internal sealed class WorldCacheWriter(WorldDataConfiguration configuration, int side, int seed, WorldTeacher? teacher)
{
    // another number when what is prepared changes
    private const int Version = 3;
    private const int Squares = 8;

    /// <summary>Everything that decides what is prepared, as a short name.</summary>
    public static string Key(WorldDataConfiguration configuration, int side, int seed, WorldTeacher? teacher)
    {
        var text = JsonSerializer.Serialize(new { Version, side, seed, worlds = configuration with { Photographs = null, SampleStride = 1 }, teacher = teacher?.Sha256 });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>Writes the file, then its index.</summary>
    public void Write(string dataFolder, string data, string index, Action<string> say)
    {
        var (worlds, squares, grounds) = (new List<CachedWorld>(), new List<CachedSquare>(), new List<(IcySurface Surface, TerrainWorld World, int Number)>());
        var temporary = $"{data}.{Environment.ProcessId}";
        long length;
        using (var file = new BinaryWriter(File.Create(temporary)))
        {
            foreach (var surface in WorldPlaces.Of(configuration, dataFolder))
            {
                for (var light = 0; light < configuration.Lights; light++)
                {
                    // suns belong to a place, so that all years of a glacier have the same ones
                    var place = surface.Dem.Transform;
                    var random = new SeededRandom(seed, (long)place.West, (long)place.North, surface.Dem.Width, light);
                    var world = new TerrainWorld(surface.Dem, surface.Ice, new WorldLight(360 * random.Unit(), 28 + (27 * random.Unit()), SnowLine.Of(surface.Dem, surface.Ice)));
                    if (light == 0)
                    {
                        grounds.Add((surface, world, worlds.Count));
                    }

                    worlds.Add(World(file, world, $"{surface.Name}, sun {light + 1}", worlds.Count));
                    say(string.Create(CultureInfo.InvariantCulture, $"{worlds[^1].Name}: {configuration.Views + configuration.HeldOut} views in {configuration.Styles} looks, {file.BaseStream.Length / 1e6:F0} MB"));
                }
            }

            squares.AddRange(Years(file, grounds));
            squares.AddRange(Orbit(file, grounds[0]));
            length = file.BaseStream.Length;
        }

        File.Move(temporary, data, overwrite: true);
        File.WriteAllText(index, JsonSerializer.Serialize(new WorldCache.Contents(length, configuration.Sampling.Samples, teacher is not null, worlds, squares)));
    }

    private CachedWorld World(BinaryWriter file, TerrainWorld world, string name, int number)
    {
        var size = GroundPlane.CellsOf(world, configuration.Cell);
        var layout = file.BaseStream.Position;
        Put(file, world.LayoutMaps(size));
        var survey = teacher is null ? null : WorldTeacher.Survey(world);
        var styles = teacher?.Styles(configuration.Styles, (seed * 1000) + number) ?? [];
        var cameras = WorldCameras.Draw(world, configuration, configuration.Views + configuration.HeldOut, (seed * 1000) + number);
        var offsets = cameras.Select(camera =>
        {
            var offset = file.BaseStream.Position;
            Put(file, WorldFrame.Of(world, camera, configuration.Sampling));
            foreach (var picture in teacher?.Paint(world, survey!, camera, styles) ?? [])
            {
                file.Write(picture);
            }

            return offset;
        }).ToArray();
        return new(name, size, layout, styles, offsets[..configuration.Views], offsets[configuration.Views..]);
    }

    // surfaces on the first one's grid are its years
    private IEnumerable<CachedSquare> Years(BinaryWriter file, List<(IcySurface Surface, TerrainWorld World, int Number)> grounds)
    {
        var years = grounds.Where(each => each.Surface.Dem.SameGrid(grounds[0].Surface.Dem)).ToArray();
        var camera = ViewChooser.Choose([.. years.Select(each => each.Surface.Dem)], [.. years.Select(each => each.Surface.Ice)], side, side, 40);
        foreach (var year in years.Take(Squares))
        {
            yield return Square(file, "years", year.World, year.Number, camera);
        }
    }

    private IEnumerable<CachedSquare> Orbit(BinaryWriter file, (IcySurface Surface, TerrainWorld World, int Number) ground)
    {
        for (var place = 0; place < Squares; place++)
        {
            yield return Square(file, "orbit", ground.World, ground.Number, WorldCameras.Around(ground.World, 360.0 * place / Squares, side));
        }
    }

    private CachedSquare Square(BinaryWriter file, string row, TerrainWorld world, int number, Camera camera)
    {
        var offset = file.BaseStream.Position;
        Put(file, WorldFrame.Of(world, camera, configuration.Sampling));
        return new(row, number, offset);
    }

    private static void Put(BinaryWriter file, WorldFrame frame)
    {
        Put(file, frame.Guidance);
        Put(file, frame.Places);
        Put(file, frame.Heights);
        Put(file, frame.Steps);
        Put(file, frame.Sky);
    }

    private static void Put(BinaryWriter file, float[] values) => file.Write(MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (Half)value).AsSpan()));
}
