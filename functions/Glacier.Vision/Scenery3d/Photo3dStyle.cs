using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Vision.Scenery3d;

/// <summary>
/// The style <c>photo3d</c>: one consistent world, looked at by any camera. The networks paint at a part of the view's size; the DEM's geometry brings it to full size and its shading adds
/// the relief, as in the style <c>photo</c>, so that the skyline is the DEM's.
/// </summary>
public static class Photo3dStyle
{
    /// <summary>Paints.</summary>
    /// <param name="view">What the camera sees of the layout's DEM.</param>
    /// <param name="survey">The same in survey style, for the relief finer than the networks' pixels; null: without.</param>
    /// <param name="layout">The world.</param>
    /// <param name="model">The networks.</param>
    /// <param name="options">Reduction and relief; null: the defaults.</param>
    /// <returns>width × height × 3 bytes, sRGB.</returns>
    /// <exception cref="ArgumentException">The camera stands below ground or outside the DEM.</exception>
    public static byte[] Render(View view, byte[]? survey, WorldLayout layout, Scenery3dModel model, PhotoStyleOptions? options = null)
    {
        options ??= new PhotoStyleOptions();
        var reduction = options.ReductionOf(view.Camera.Width);
        return PhotoStyle.Finish(model.Paint(layout, view.Camera, reduction), view, survey, reduction, options.Relief);
    }
}
