using System.Numerics;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Tests.Views;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Flight;

public class TerrainMeshTests
{
    private static readonly GeoTransform _place = new(2_600_000, 1_200_000, 25, 20);

    [Fact]
    public void Every_vertex_lies_on_the_DEM_and_every_triangle_faces_the_sky()
    {
        var dem = new Raster(70, 50, _place, ReferenceSystem.Unknown, [.. Enumerable.Range(0, 3500).Select(i => (float)(900 + (60 * Math.Sin(i % 70 / 6.0)) + (45 * Math.Cos(i / 70 / 5.0))))]);
        var mesh = TerrainMesh.Of(dem);
        Assert.Equal(3500, mesh.Positions.Count);
        Assert.Equal(2 * 69 * 49 * 3, mesh.Indices.Count);
        for (var i = 0; i < mesh.Positions.Count; i++)
        {
            var point = mesh.Positions[i];
            Assert.Equal(dem.Sample(mesh.East + point.X, mesh.North - point.Z), mesh.Elevation + point.Y, 1e-3);
            Assert.Equal(1, mesh.Normals[i].Length(), 1e-5);
            var (column, row) = dem.Transform.ToPixel(mesh.East + point.X, mesh.North - point.Z);
            Assert.Equal((column - 0.5) / 69, mesh.TextureCoordinates[i].X, 1e-5);
            Assert.Equal((row - 0.5) / 49, mesh.TextureCoordinates[i].Y, 1e-5);
        }

        for (var t = 0; t < mesh.Indices.Count; t += 3)
        {
            var (a, b, c) = (mesh.Positions[(int)mesh.Indices[t]], mesh.Positions[(int)mesh.Indices[t + 1]], mesh.Positions[(int)mesh.Indices[t + 2]]);
            var up = Vector3.Cross(b - a, c - a);
            Assert.True(up.Y > 0, $"triangle {t / 3} faces the ground");
            Assert.True(Vector3.Dot(up, mesh.Normals[(int)mesh.Indices[t]]) > 0);
        }
    }

    [Fact]
    public void A_slope_has_the_normal_of_its_plane()
    {
        var dem = new Raster(9, 9, _place, ReferenceSystem.Unknown);
        for (var i = 0; i < 81; i++)
        {
            // rises eastwards by 0.4, northwards by 0.3
            dem.Values[i] = (float)((0.4 * 25 * (i % 9)) - (0.3 * 20 * (i / 9)));
        }

        var expected = Vector3.Normalize(new Vector3(-0.4f, 1, 0.3f));
        Assert.All(TerrainMesh.Of(dem).Normals, normal => Assert.True(Vector3.Distance(expected, normal) < 1e-5f));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(5000)]
    public void It_is_thinned_to_what_is_asked_and_reaches_as_far_as_the_DEM(int most)
    {
        var dem = Scenes.Rough();
        var mesh = TerrainMesh.Of(dem, most);
        Assert.InRange(mesh.Indices.Count / 3, most / 5, most);
        Assert.Equal(79 * 10f, mesh.Positions.Max(p => p.X) - mesh.Positions.Min(p => p.X), 1e-3f);
        Assert.Equal(79 * 10f, mesh.Positions.Max(p => p.Z) - mesh.Positions.Min(p => p.Z), 1e-3f);
        Assert.Equal((0f, 1f, 0f, 1f), (mesh.TextureCoordinates.Min(t => t.X), mesh.TextureCoordinates.Max(t => t.X), mesh.TextureCoordinates.Min(t => t.Y), mesh.TextureCoordinates.Max(t => t.Y)));
    }

    [Fact]
    public void Unknown_ground_is_a_hole()
    {
        var dem = Scenes.Rough();
        dem[40, 40] = float.NaN;
        var mesh = TerrainMesh.Of(dem);
        Assert.Equal(6399, mesh.Positions.Count);
        Assert.Equal(2 * ((79 * 79) - 4), mesh.Indices.Count / 3);
        Assert.All(mesh.Positions, point => Assert.True(float.IsFinite(point.X + point.Y + point.Z)));
        Assert.Throws<ArgumentException>(() => TerrainMesh.Of(dem.With([.. dem.Values.Select(_ => float.NaN)])));
    }

    [Fact]
    public void From_above_ice_is_where_the_mask_has_it_and_no_sun_makes_one_side_darker()
    {
        var dem = Scenes.Dem(60, 60, (x, y) => 2000 + (60 * Math.Exp(-(Math.Pow(x - 300, 2) + Math.Pow(y - 300, 2)) / 20_000)));
        var ice = Enumerable.Range(0, 3600).Select(i => i % 60 < 20).ToArray();
        var picture = TopView.Render(dem, ice, new SurveyStyleOptions(0, 45, EquilibriumLine: 1990, TreeLine: 1500, Detail: 0), 240, 240);
        double Mean(Func<int, int, bool> where)
        {
            var of = Enumerable.Range(0, 240 * 240).Where(i => where(i % 240, i / 240)).Select(i => (picture[3 * i] + picture[(3 * i) + 1] + picture[(3 * i) + 2]) / 3.0).ToList();
            return of.Average();
        }

        Assert.True(Mean((column, _) => column < 60) > Mean((column, _) => column is > 110 and < 230) + 40, "ice is brighter than ground");
        Assert.InRange(Mean((column, row) => column is > 110 and < 130 && row is > 90 and < 115) / Mean((column, row) => column is > 110 and < 130 && row is > 125 and < 150), 0.85, 1.18);
    }
}
