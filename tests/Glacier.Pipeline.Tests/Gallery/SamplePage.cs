using Glacier.Pipeline.Gallery;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Panorama;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Tests.Gallery;

/// <summary>A page with everything on it, and the files it names, for the browser.</summary>
internal static class SamplePage
{
    private static readonly int[] Years = [1880, 1926, 1957, 1980, 1999, 2009, 2017];

    public static GlacierPage Make(string name, string attribution = "Elevation: swisstopo, VAW-ETH", bool secondStyle = true)
    {
        Epoch[] epochs = [.. Years.Select(Epoch.OfYear)];
        var distance = Enumerable.Range(0, 241).Select(step => step * 100.0).ToArray();
        return new GlacierPage
        {
            Id = "aletsch",
            Name = name,
            Place = "46.46° N, 8.05° E",
            Attribution = attribution,
            ReferenceSystem = "EPSG:32632",
            Index = "../index.html",
            Stac = "item.json",
            Styles = secondStyle ? [new("survey", "Survey"), new("photo", "Photograph-like")] : [new("survey", "Survey")],
            Films = [new("Survey", "film.mp4", "pictures/poster.svg", null, 1056, 656), new("Photo", "photo.mp4", "pictures/poster.svg", null, 1056, 656)],
            Epochs = [.. epochs.Select((epoch, index) => new PageEpoch(
                epoch,
                [.. ((string[])["survey", "photo"]).Take(secondStyle ? 2 : 1).Select(style => new PagePicture($"pictures/{epoch}-{style}.svg", style, "main", 1056, 656))])
            {
                Area = new(102.4e6 - (index * 4.1e6), 1.3e6),
                VolumeChange = new(-index * index * 0.42e9, index * 0.12e9),
                Retreat = new(index * 520.0, 25),
                TerminusElevation = 1420 + (index * 45),
                IsReference = index == 6,
                Coregistration = index == 6 ? null : new(12.3 - index, -4.5, 1.234, 6.52, 8.4, 0.04, 4.1, index != 2) { StablePixels = 12345 },
            })],
            Overall = Interval(epochs[0], epochs[^1], -24.6e6, -72.1),
            Intervals = [.. epochs.Skip(1).Select((epoch, index) => Interval(epochs[index], epoch, -4.1e6, -4.2 * (index + 1)))],
            Profile = new(distance, [.. epochs.Select((epoch, index) => new PageSurface(epoch, [.. distance.Select(along => (float)(3600 - (along * 0.09) - (index * along * 0.0009)))], 23500 - (index * 520)))]),
            Hypsometry = [.. Enumerable.Range(15, 20).Select(band => new PageHypsometryBin(band * 100, (band + 1) * 100, 3e6, -1.6 + ((band - 15) * 0.09)))],
            Flights = new(
                [new("Once around the lower glacier while the years pass", "flights/orbit/fly.mp4", "pictures/flight.svg", null, 960, 540)],
                [new("models/model_1880.glb", "Terrain of 1880 in 3D", "glTF 2.0, binary", 2_300_000, new string('d', 64))]),
            Maps = [new("pictures/dh.svg", epochs[0], epochs[^1], 660, 1125, 150)],
            Velocity = Velocity(name),
            Panorama = new(epochs[^1], new(2018, 8, 20), [$"{name}: found a place off the tile"])
            {
                Pictures = [.. ((string[])["noon", "evening"]).Select(light => new PagePanoramaPicture(light, $"{char.ToUpperInvariant(light[0])}{light[1..]}", $"panorama/{light}/panorama.png", $"panorama/{light}/panorama.js", 512, 256))],
                HeadingDegrees = 40,
                AboveGround = 2,
                Flight = new("panorama/flight.mp4", "panorama/flight_depth.mp4", "pictures/poster.svg", 640, 360),
                Files = [new("panorama/noon/depth.tif", "Depth of the panorama", "Cloud-optimised GeoTIFF", 2_345_678, new string('d', 64))],
            },
            Downloads = [new("films/100 % #1?.mp4", "Film for presentations", "MP4, H.264", 3_400_000, new string('a', 64)), new("profiles.csv", "Surface along the centre line, every survey", "CSV", 48_213, new string('b', 64))],
            Quarantined = [new($"{name}.tif", "no-crs", "no coordinate reference system", "a projected or geographic one", "Write it into the file: gdal_edit.py -a_srs EPSG:32632 FILE.")],
            Methods = ["Volume change is the mean elevation change over the larger of two outlines times its area."],
            Citations = ["Nuth, C. and Kääb, A. (2011): Co-registration and bias corrections of satellite elevation data sets. The Cryosphere 5, 271–290.", "Huss, M. (2013): Density assumptions for converting geodetic glacier volume change to mass change. The Cryosphere 7, 877–887."],
        };
    }

    /// <summary>Writes page, index and every file they name.</summary>
    public static void Write(GlacierPage page, string root)
    {
        var folder = Path.Combine(root, "aletsch");
        GalleryPage.Write(page, folder);
        GalleryIndex.Write([new GlacierCard(page.Name, "aletsch/index.html", "aletsch/pictures/poster.svg", 1880, 2017, 7) { AreaChange = -0.24, ElevationChange = -72, Place = page.Place, Quarantined = 1 }], root);
        var pictures = page.Epochs.SelectMany(epoch => epoch.Pictures.Select(picture => picture.Path)).Concat(page.Maps.Select(map => map.Path)).Append(page.Velocity!.Map!.Path).Concat(page.Films.Concat(page.Flights?.Films ?? []).Select(film => film.Poster));
        foreach (var path in pictures)
        {
            Put(path, $"<svg xmlns='http://www.w3.org/2000/svg' width='1056' height='656'><rect width='1056' height='656' fill='#{path.Length % 10}c5e8{path.Length % 7}'/></svg>");
        }

        foreach (var picture in page.Panorama?.Pictures ?? [])
        {
            Around(picture, picture.Id == "evening");
        }

        foreach (var path in ((string?[])[page.Panorama?.Flight?.Video, page.Panorama?.Flight?.Depth]).OfType<string>())
        {
            Put(path, "x");
        }

        var files = page.Downloads.Concat(page.Velocity.Files).Concat(page.Flights?.Models ?? []).Concat(page.Panorama?.Files ?? []).Select(file => file.Path).Append(page.Stac!);
        foreach (var path in files.Concat(page.Films.Concat(page.Flights?.Films ?? []).Select(film => film.Video)))
        {
            Put(path, "x");
        }

        // blue above, white below, red in the middle column and its neighbours; the ground 100 m away before and 3 km behind
        void Around(PagePanoramaPicture picture, bool late)
        {
            var (rgb, depth) = (new byte[3 * picture.Width * picture.Height], new float[picture.Width * picture.Height]);
            for (var i = 0; i < depth.Length; i++)
            {
                var (column, row) = (i % picture.Width, i / picture.Width);
                var ground = row >= picture.Height / 2;
                depth[i] = !ground ? float.NaN : Math.Abs(column - (picture.Width / 2)) < picture.Width / 4 ? 100 : 3000;
                var red = Math.Abs(column + 0.5 - (picture.Width / 2.0)) < 4;
                (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = red ? ((byte)220, (byte)20, (byte)20) : ground ? ((byte)240, (byte)240, (byte)(late ? 120 : 240)) : ((byte)40, (byte)90, (byte)200);
            }

            Put(picture.Data, PanoramaData.Script(picture.Id, new PanoramaView(new PanoramaCamera(0, 0, 2, picture.Width, picture.Height), rgb, depth, [])));
            SyntheticPicture.SavePng(rgb, picture.Width, picture.Height, Path.Combine(folder, picture.Picture));
        }

        void Put(string path, string text)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    /// <summary>A glacier that nobody has an elevation model of.</summary>
    public static GlacierPage ScenesOnly(string name) => new() { Id = "moreno", Name = name, Epochs = [], Attribution = "Copernicus Sentinel", Stac = "item.json", Velocity = Velocity(name) };

    private static PageVelocity Velocity(string name) => new([new(2019, 12, 1), new(2020, 1, 5), new(2020, 2, 7)], 3, 2)
    {
        Method = $"Horn–Schunck {name}",
        Map = new("pictures/velocity.svg", 1056, 656),
        Speed = new(812, 24),
        Years = [new(2019, new(790, 30), 1, null), new(2020, new(812, 24), 1, "velocity/velocity_2020.tif")],
        Profile = new([.. Enumerable.Range(0, 50).Select(k => 100.0 * k)], [.. Enumerable.Range(0, 50).Select(k => k == 20 ? double.NaN : 400 + (10.0 * k))], [.. Enumerable.Repeat(25.0, 50)]),
        Stakes = [new(name, 805.2, new(812, 24)), new("off", 3, null)],
        Quality = new(0.21, 34, 0.12),
        Warnings = [$"{name} was resampled"],
        Files = [new("velocity/velocity.tif", "Velocity of the ice", "Cloud-optimised GeoTIFF", 1_234_567, new string('c', 64))],
    };

    private static PageInterval Interval(Epoch from, Epoch to, double area, double height) => new(from, to)
    {
        AreaChange = new(area, 0.9e6),
        ElevationChange = new(height, 2.3),
        ElevationChangeRate = new(height / to.YearsSince(from), 2.3 / to.YearsSince(from)),
        VolumeChange = new(height * 1e8, 0.24e9),
        MassBalance = new(height * 0.85 / to.YearsSince(from), 0.03),
        Retreat = new(3120, 25),
        Coverage = 0.97,
    };
}
