namespace SixLabors.ImageSharp.Processing;

[Flags]
public enum FlipMode
{
    None,
    Horizontal,
    Vertical,
}

public enum RotateMode
{
    None,
    Rotate90 = 90,
    Rotate180 = 180,
    Rotate270 = 270,
}

public enum GrayscaleMode
{
    Bt709,
    Bt601,
}
