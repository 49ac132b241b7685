using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Vision.Scenery3d;

/// <summary>
/// The style <c>photo3d</c>: one consistent world, looked at by any camera. The networks paint at a part of the view's size; their colours are taken (<see cref="SteadyPainting"/>), the
/// DEM's geometry brings them to full size and its shading adds the relief, as in the style <c>photo</c>, so that the skyline is the DEM's.
/// </summary>
public static class Photo3dStyle
{
    /// <summary>Paints.</summary>
    /// <param name="view">What the camera sees of the layout's DEM.</param>
    /// <param name="survey">The same in survey style, whose edges and relief the picture gets; null: the networks' bare painting.</param>
    /// <param name="layout">The world.</param>
    /// <param name="model">The networks.</param>
    /// <param name="options">Reduction and relief; null: the defaults.</param>
    /// <returns>width × height × 3 bytes, sRGB.</returns>
    /// <exception cref="ArgumentException">The camera stands below ground or outside the DEM.</exception>
    public static byte[] Render(View view, byte[]? survey, WorldLayout layout, Scenery3dModel model, PhotoStyleOptions? options = null)
    {
        options ??= new PhotoStyleOptions();
        var reduction = options.ReductionOf(view.Camera.Width);
        var painting = model.Paint(layout, view.Camera, reduction);
        return survey is null
            ? PhotoStyle.Finish(painting, view, null, reduction, 0)
            : PhotoStyle.Finish(SteadyPainting.Of(painting, view, survey, reduction), view, survey, reduction, options.Relief, SteadyPainting.Finest);
    }
}
