using System.Runtime.CompilerServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Size and kind of a pixel.</summary>
public class PixelTypeInfo
{
    internal PixelTypeInfo(int bitsPerPixel, PixelAlphaRepresentation? alpha)
    {
        BitsPerPixel = bitsPerPixel;
        AlphaRepresentation = alpha;
    }

    public int BitsPerPixel { get; }

    public PixelAlphaRepresentation? AlphaRepresentation { get; }

    internal static PixelTypeInfo Of<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel> =>
        new(Unsafe.SizeOf<TPixel>() * 8, PixelConversion.HasAlpha<TPixel>() ? PixelAlphaRepresentation.Unassociated : PixelAlphaRepresentation.None);
}
