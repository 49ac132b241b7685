namespace Glacier.Vision.Pictures;

/// <summary>What is written into a generated picture's file, so that nobody takes it for a photograph.</summary>
/// <param name="Title">What is shown: <c>Aletsch 1957</c>.</param>
/// <param name="Description">How it was made and from what, with the attribution of the data.</param>
/// <param name="Method">Ends the sentence "synthetic image: …": <c>terrain rendered from a DEM</c>.</param>
/// <param name="DigitalSourceType">Term of the IPTC digital source type vocabulary: <c>algorithmicMedia</c> for geometry rendered by a program,
/// <c>dataDrivenMedia</c> for maps and plots, <c>trainedAlgorithmicMedia</c> for the output of a network.</param>
public sealed record PictureCaption(
    string Title,
    string Description = "",
    string Method = "rendered from a digital elevation model",
    string DigitalSourceType = "algorithmicMedia");
