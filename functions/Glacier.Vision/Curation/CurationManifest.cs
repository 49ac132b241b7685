using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glacier.Vision.Curation;

/// <summary>What curation did: how, and with a reason for every file.</summary>
/// <param name="Methods">What judged each step; says where a stand-in took CLIP's place.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Counts">Files by what became of them.</param>
/// <param name="Photos">Every file, sorted by name.</param>
public sealed record CurationManifest(
    CurationMethods Methods, CurationOptions Settings, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<CuratedPhoto> Photos)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Reads a manifest.</summary>
    public static CurationManifest Read(string path) => JsonSerializer.Deserialize<CurationManifest>(File.ReadAllText(path), s_json)
        ?? throw new JsonException($"{path} holds nothing");

    /// <summary>Writes the manifest whole or not at all.</summary>
    public void Write(string path)
    {
        var temporary = path + ".part";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, s_json));
        File.Move(temporary, path, overwrite: true);
    }
}

/// <summary>What judged each step.</summary>
/// <param name="Geometry">Finds the sky.</param>
/// <param name="Subject">Judges what is shown.</param>
/// <param name="Neighbours">Compares with labelled photographs.</param>
/// <param name="StandIn">True where CLIP was not at hand and a classifier of our own judged in its place.</param>
/// <param name="Labelled">Number of labelled photographs.</param>
/// <param name="HeldOutLabelAccuracy">Stand-in: part of labelled photographs whose label it guessed without having seen them.</param>
/// <param name="HeldOutSubjectAccuracy">Stand-in: the same for subject against the rest.</param>
/// <param name="LeftOut">Labelled photographs that could not be used, with the reason.</param>
public sealed record CurationMethods(
    string Geometry, string Subject, string Neighbours, bool StandIn, int Labelled, double? HeldOutLabelAccuracy, double? HeldOutSubjectAccuracy, IReadOnlyList<string> LeftOut);

/// <summary>One file of the folder.</summary>
/// <param name="File">Its path below the folder.</param>
/// <param name="Kept">Whether it is in the curated set.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Rejections">Rules it breaks.</param>
/// <param name="Sha256">Hash of its content.</param>
/// <param name="Width">Columns, upright.</param>
/// <param name="Height">Rows, upright.</param>
/// <param name="Geometry">How sky and ground lie; null where it was not read.</param>
/// <param name="Probabilities">Probability of each text or label; null where geometry or reading refused it.</param>
/// <param name="NeighbourShare">Part of the neighbours' votes for the subject.</param>
/// <param name="Map">Its place on the t-SNE map.</param>
public sealed record CuratedPhoto(
    string File,
    bool Kept,
    string Reason,
    IReadOnlyList<Rejection> Rejections,
    string? Sha256 = null,
    int? Width = null,
    int? Height = null,
    GeometryFacts? Geometry = null,
    IReadOnlyDictionary<string, double>? Probabilities = null,
    double? NeighbourShare = null,
    IReadOnlyList<double>? Map = null);
