namespace Glacier.Pipeline.Steps;

/// <summary>What a product is, in plain words, from its name.</summary>
public static class ProductTitles
{
    /// <summary>Title of a product.</summary>
    public static string Of(string name) => name.StartsWith(Velocity.VelocityPlan.Folder, StringComparison.Ordinal) ? OfVelocity(Path.GetFileName(name))
        : name.StartsWith(Panorama.PanoramaPlan.Folder, StringComparison.Ordinal) ? OfPanorama(name) : Path.GetFileName(name) switch
        {
            "dem.tif" => "Surface elevation on the glacier's grid",
            "aligned.tif" => "Surface elevation aligned onto the reference",
            "ice.tif" => "Ice mask",
            "former-ice.tif" => "Largest known extent of the ice",
            "dem.json" => "What the source file was",
            "coregistration.json" => "How the DEM was aligned",
            "view.png" => "View (synthetic image)",
            "depth.tif" => "Depth of the view",
            "skyline.csv" => "Skyline of the view",
            "contour.png" => "Skyline and ridges of the view",
            "iso-lines.geojson" => "Iso-elevation lines, GeoJSON",
            "view.json" => "Camera and light of the view",
            "film.mp4" => "Recession film (synthetic images)",
            "film.gif" => "Recession film as GIF (synthetic images)",
            "poster.jpg" => "Poster of the film (synthetic image)",
            "fly.mp4" => "Flight over the glacier (synthetic images)",
            "fly.json" => "What the flight was made of, and how well its frames fit together",
            "cameras.json" => "Cameras of the flight, a path file for glacier fly",
            "recession.json" => "Area, volume, mass balance, retreat, with uncertainty",
            "profiles.csv" => "Surface along the centre line at every survey",
            "outlines.gpkg" => "Outlines of the ice, GeoPackage",
            "outlines.geojson" => "Outlines of the ice, GeoJSON",
            "scenes.json" => "The satellite images used",
            "outline.gpkg" or "outline.geojson" or "probability.tif" or "confidence.tif" or "mask.tif" or "outline.png" or "outline.json" => Catalog.OutlineStac.Title(Path.GetFileName(name)),
            "series.json" => "The surveys and their grid",
            "plan.json" => "Viewpoints, profile lines and scales",
            "ice.json" => "Where each ice mask comes from",
            var file when file.EndsWith(".glb", StringComparison.Ordinal) => $"Terrain of {file[6..^4]} in 3D (synthetic colours)",
            var file when file.StartsWith("dh_", StringComparison.Ordinal) => file.EndsWith(".tif", StringComparison.Ordinal) ? "Rate of elevation change" : "Picture of elevation change",
            var file => file,
        };

    private static string OfPanorama(string name) => Path.GetFileName(name) switch
    {
        "panorama.png" => $"Panorama, {Path.GetFileName(Path.GetDirectoryName(name))} (synthetic image)",
        "depth.tif" => "Depth of the panorama, metres along the ray",
        "panorama.json" => "Camera, light and skyline of the panorama",
        "flight.mp4" => "Flight (synthetic images)",
        "flight_depth.mp4" => "Depth of the flight, near light",
        var file => file,
    };

    private static string OfVelocity(string file) => file switch
    {
        "velocity.tif" => "Velocity of the ice, mean of all pairs",
        "velocity.nc" => "Velocity of the ice, NetCDF (CF-1.8, names of ITS_LIVE)",
        "velocity.png" => "Picture of the velocity",
        "velocity.json" => "Speeds, errors and quality of every pair",
        "profile.csv" => "Velocity along the flow line",
        "stakes.csv" => "Velocity at the stakes, measured and found",
        "ice.tif" => "Ice mask of the scenes",
        _ when file.EndsWith(".tif", StringComparison.Ordinal) => "Velocity of the ice",
        _ => "Figures of the velocity",
    };
}
