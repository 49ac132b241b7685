namespace Glacier.Terrain.Rasters;

/// <summary>Files that appear complete or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Has a file written under a temporary name beside its own, then gives it its name.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="extension">Ending of the temporary name: some drivers go by it.</param>
    /// <param name="write">Writes to the path it is given.</param>
    /// <exception cref="IOException">GDAL could not write it.</exception>
    public static void Write(string path, string extension, Action<string> write)
    {
        var full = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $"{Guid.NewGuid():N}{extension}");
        try
        {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch (ApplicationException e)
        {
            throw new IOException($"{path}: cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
