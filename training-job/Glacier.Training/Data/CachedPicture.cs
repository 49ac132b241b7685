namespace Glacier.Training.Data;

/// <summary>A photograph in the cache: where its bytes lie (RGB, then one byte of sky per pixel) and which half of the split it belongs to.</summary>
/// <param name="Name">Folder and file name below the data folder.</param>
/// <param name="Folder">Number of its folder in the configuration.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Offset">Of its first byte in the cache.</param>
/// <param name="Validation">Kept out of training.</param>
public sealed record CachedPicture(string Name, int Folder, int Width, int Height, long Offset, bool Validation)
{
    /// <summary>Bytes in the cache.</summary>
    public int Length => Width * Height * 4;
}
