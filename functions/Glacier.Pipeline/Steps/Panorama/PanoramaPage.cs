using Glacier.Pipeline.Gallery;
using Glacier.Vision.Panorama;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>Gathers what a glacier's page shows of its panoramas from the products.</summary>
internal static class PanoramaPage
{
    public static PagePanorama? Make(Inventory inventory, Dictionary<string, StepOutput> products)
    {
        if (inventory.Panorama is not { } plan)
        {
            return null;
        }

        var lights = plan.Camera is null ? [] : plan.Illuminations.Where(light => products.ContainsKey(PanoramaPlan.PictureFolder(light.Name) + PanoramaFiles.Picture)).ToList();
        return new(plan.Survey, plan.Scene, [.. plan.Refused.Where(IsWorthTelling).Select(refused => $"{refused.File}: found {refused.Found}; expected {refused.Expected}. {refused.Fix}")])
        {
            Pictures = [.. lights.Select(light => Picture(light, plan.Camera!))],
            HeadingDegrees = plan.Camera?.HeadingDegrees ?? 0,
            AboveGround = inventory.PanoramaHeight,
            Flight = !products.ContainsKey(PanoramaFlightStep.Flight) ? null
                : new(PanoramaFlightStep.Flight, PanoramaFlightStep.Depth, Poster(plan, products), plan.Frames[0].Width, plan.Frames[0].Height),
            Files = [.. products.Values.Where(PanoramaItems.IsOffered).OrderBy(output => output.Name, StringComparer.Ordinal).Select(PageMaker.Download)],
        };
    }

    // an image of one band was never meant for pictures
    private static bool IsWorthTelling(Vision.Velocity.SkippedInput refused) => refused.Rule is not ("wrong-bands" or "which-bands" or "missing-bands" or "no-georeference");

    private static PagePanoramaPicture Picture(Illumination light, PanoramaCamera camera)
    {
        var folder = PanoramaPlan.PictureFolder(light.Name);
        return new(light.Name, char.ToUpperInvariant(light.Name[0]) + light.Name[1..], folder + PanoramaFiles.Picture, folder + PanoramaData.FileName, camera.Width, camera.Height);
    }

    private static string Poster(PanoramaPlan plan, Dictionary<string, StepOutput> products) =>
        Enumerable.Range(0, plan.Frames.Count).Select(number => PanoramaPlan.Frame(number)).First(products.ContainsKey);
}
