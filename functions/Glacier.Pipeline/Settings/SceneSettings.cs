namespace Glacier.Pipeline.Settings;

/// <summary>What <c>glacier.json</c> may say of satellite images.</summary>
public sealed record SceneSettings
{
    /// <summary>Metres per pixel of images without a place; such images are refused where it is not said.</summary>
    public double? PixelSize { get; init; }

    /// <summary>Number of the near-infrared band, from 1; told from names and number of bands where it is not said.</summary>
    public int? NearInfrared { get; init; }
}
