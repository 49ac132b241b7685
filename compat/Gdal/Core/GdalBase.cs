namespace MaxRev.Gdal.Core;

/// <summary>Sets GDAL up for the process; safe to call from several threads and more than once.</summary>
public static class GdalBase
{
    private static readonly Lock Gate = new();

    public static bool IsConfigured { get; private set; }

    public static void ConfigureAll()
    {
        lock (Gate)
        {
            if (IsConfigured)
            {
                return;
            }

            OSGeo.GDAL.Gdal.AllRegister();
            IsConfigured = true;
        }
    }
}
