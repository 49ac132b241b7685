using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using NetTopologySuite.Geometries;

namespace Glacier.Terrain.Tests.Outlines;

public class OutlineMaskTests
{
    private static readonly Grid Grid = new(60, 50, new GeoTransform(400000, 5150000, 20, 25), ReferenceSystem.FromEpsg(32632));

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Mask_to_outline_to_mask_is_the_same_mask(double density)
    {
        var random = new Random(3);
        var mask = new bool[60 * 50];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = random.NextDouble() < density;
        }

        var outline = OutlineMask.Polygonize(mask, Grid);
        Assert.True(outline.Geometry.IsValid);
        Assert.Equal(mask.Count(value => value) * Grid.Transform.PixelArea, outline.AreaSquareMetres, 1e-3);
        Assert.Equal(mask, OutlineMask.Rasterize(outline, Grid));
    }

    [Fact]
    public void A_pixel_belongs_to_the_outline_that_holds_its_centre()
    {
        var square = new Polygon(new LinearRing([new(400009, 5149900), new(400031, 5149900), new(400031, 5149950), new(400009, 5149950), new(400009, 5149900)]));
        var mask = OutlineMask.Rasterize(new Outline(new MultiPolygon([square]), Grid.Crs), Grid);

        // centres at x 400010, 400030 and y 5149937.5, 5149912.5
        Assert.Equal([(2 * 60), (2 * 60) + 1, (3 * 60), (3 * 60) + 1], Enumerable.Range(0, mask.Length).Where(i => mask[i]));
    }

    [Fact]
    public void Small_polygons_are_left_out()
    {
        var mask = new bool[60 * 50];
        mask[0] = true;
        mask[1000] = mask[1001] = mask[1060] = true;
        Assert.Equal(1500, OutlineMask.Polygonize(mask, Grid, minimumArea: 600).AreaSquareMetres, 1e-6);
    }

    [Fact]
    public void An_empty_mask_is_an_empty_outline()
    {
        var outline = OutlineMask.Polygonize(new bool[60 * 50], Grid);
        Assert.True(outline.Geometry.IsEmpty);
        Assert.DoesNotContain(true, OutlineMask.Rasterize(outline, Grid));
    }

    [Fact]
    public void An_outline_in_another_system_is_reprojected()
    {
        var mask = new bool[60 * 50];
        for (var row = 10; row < 40; row++)
        {
            mask.AsSpan((row * 60) + 15, 30).Fill(true);
        }

        var elsewhere = OutlineMask.Polygonize(mask, Grid).To(ReferenceSystem.FromEpsg(2056));
        Assert.Equal(mask, OutlineMask.Rasterize(elsewhere, Grid));
    }
}
