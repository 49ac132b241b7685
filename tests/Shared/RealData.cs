namespace Glacier.Tests;

/// <summary>The folder of real data beside the repository (GLACIER_DATA overrides); tests skip with a reason where it is absent.</summary>
internal static class RealData
{
    /// <summary>Full path of a file or folder of the real data; skips the calling test when it is not there.</summary>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root, .. parts]);
        if (!System.IO.Path.Exists(path))
        {
            Assert.Skip($"real data absent: {path} (set GLACIER_DATA to its folder)");
        }

        return path;
    }

    /// <summary>Whether a file or folder of the real data is there.</summary>
    public static bool IsThere(params string[] parts) => System.IO.Path.Exists(System.IO.Path.Combine([Root, .. parts]));

    private static string Root =>
        Environment.GetEnvironmentVariable("GLACIER_DATA") ?? System.IO.Path.Combine(RepositoryRoot, "..", "shared", "data");

    /// <summary>The repository's root, found upwards from the test's own folder.</summary>
    public static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "GlacierFunctions.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new DirectoryNotFoundException("GlacierFunctions.sln not found above " + AppContext.BaseDirectory);
        }
    }
}
