namespace SixLabors.ImageSharp.PixelFormats;

public enum PixelAlphaRepresentation
{
    None,
    Associated,
    Unassociated,
}
