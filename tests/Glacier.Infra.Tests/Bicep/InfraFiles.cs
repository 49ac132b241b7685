using System.Text.Json.Nodes;
using Glacier.Tests;

namespace Glacier.Infra.Tests.Bicep;

/// <summary>The files of <c>infra/</c>.</summary>
internal static class InfraFiles
{
    public static string Root { get; } = RealData.RepositoryRoot;

    public static string Folder { get; } = Path.Combine(Root, "infra");

    public static BicepFile Main { get; } = BicepReader.Read(Path.Combine(Folder, "main.bicep"));

    public static IReadOnlyList<BicepFile> Modules { get; } =
        [.. Directory.GetFiles(Path.Combine(Folder, "modules"), "*.bicep").Order(StringComparer.Ordinal).Select(BicepReader.Read)];

    public static IReadOnlyList<BicepFile> All { get; } = [Main, .. Modules];

    public static BicepFile Module(string name) => Modules.Single(module => Path.GetFileNameWithoutExtension(module.Path) == name);

    public static JsonObject Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name)))!.AsObject();

    public static string[] Names(string member) => [.. Json("infra/names.json")[member]!.AsArray().Select(name => name!.GetValue<string>())];
}
