using Glacier.Pipeline.Gallery;

namespace Glacier.Pipeline.Steps.Flights;

/// <summary>What the page shows of flights and models.</summary>
internal static class FlightPage
{
    public static PageFlights? Make(Inventory inventory, Dictionary<string, StepOutput> products)
    {
        var films = inventory.Flights.Where(flight => products.ContainsKey(FlightPlan.Folder(flight.Name) + "fly.mp4"))
            .Select(flight => new PageFilm(
                Title(flight), FlightPlan.Folder(flight.Name) + "fly.mp4", FlightPlan.Folder(flight.Name) + "poster.jpg", null, flight.Size[0], flight.Size[1])).ToList();
        var models = products.Values.Where(output => output.Name.StartsWith(ModelStep.Folder, StringComparison.Ordinal)).OrderBy(output => output.Name, StringComparer.Ordinal).Select(PageMaker.Download).ToList();
        return films.Count == 0 && models.Count == 0 ? null : new(films, models);
    }

    private static string Title(Settings.FlightSetting flight)
    {
        var way = flight.Path switch
        {
            "orbit" => "Once around the lower glacier",
            "approach" => "Up the valley to where the ice ends",
            _ => "Up the glacier along its centre line",
        };
        return way + (flight.Years == "all" ? " while the years pass" : $" in {flight.Years}") + (flight.Style == "photo" ? ", painted by a network" : "");
    }
}
