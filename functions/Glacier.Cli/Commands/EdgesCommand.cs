using System.CommandLine;
using Glacier.Cli.Output;
using Glacier.Vision.Edges;
using Glacier.Vision.Pictures;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier edges IMAGE</c>: an edge filter of a photograph, or all eight on a contact sheet.</summary>
internal static class EdgesCommand
{
    private static readonly Dictionary<string, EdgeMethod> Methods = new(StringComparer.Ordinal)
    {
        ["canny"] = EdgeMethod.Canny,
        ["sobel-x"] = EdgeMethod.SobelX,
        ["sobel-y"] = EdgeMethod.SobelY,
        ["sobel-xy"] = EdgeMethod.SobelXY,
    };

    public static Command Create()
    {
        var usual = new EdgeFilterOptions();
        var image = new Argument<FileInfo>("IMAGE") { Description = "A photograph: PNG, JPEG or WebP." };
        var method = new Option<string>("--method") { Description = "Edge detector.", DefaultValueFactory = _ => "canny" };
        method.AcceptOnlyFromAmong([.. Methods.Keys]);
        var blur = new Option<bool>("--blur") { Description = "Gaussian blur before it." };
        var blurSize = new Option<int>("--blur-size") { Description = "Width of the blur's kernel in pixels, odd.", DefaultValueFactory = _ => usual.BlurSize };
        var blurSigma = new Option<double>("--blur-sigma") { Description = "Standard deviation of the blur in pixels; 0: chosen from its width.", DefaultValueFactory = _ => usual.BlurSigma };
        var low = new Option<double>("--low") { Description = "Canny: gradient that continues an edge.", DefaultValueFactory = _ => usual.LowThreshold };
        var high = new Option<double>("--high") { Description = "Canny: gradient that begins an edge.", DefaultValueFactory = _ => usual.HighThreshold };
        var aperture = new Option<int>("--aperture") { Description = "Canny: width of its derivative kernel, 3, 5 or 7.", DefaultValueFactory = _ => usual.Aperture };
        var l2 = new Option<bool>("--l2") { Description = "Canny: Euclidean gradient in place of the sum of absolute values." };
        var sobelSize = new Option<int>("--sobel-size") { Description = "Sobel: width of the kernel, 1, 3, 5 or 7.", DefaultValueFactory = _ => usual.SobelSize };
        var sheet = new Option<bool>("--sheet") { Description = "A contact sheet of all eight filters." };
        var output = CommonOptions.OutFile("PNG to write.");
        var json = CommonOptions.Json();
        var command = new Command("edges", "Edges of a photograph as OpenCV finds them, pixel by pixel: Canny or Sobel, plain or blurred.")
        {
            image, method, blur, blurSize, blurSigma, low, high, aperture, l2, sobelSize, sheet, output, json,
        };
        command.SetAction(parsed =>
        {
            var path = CommonOptions.Existing("IMAGE", parsed.GetRequiredValue(image));
            var options = new EdgeFilterOptions(
                Methods[parsed.GetRequiredValue(method)], parsed.GetValue(blur), parsed.GetValue(blurSize), parsed.GetValue(blurSigma), parsed.GetValue(low), parsed.GetValue(high),
                parsed.GetValue(aperture), parsed.GetValue(l2), parsed.GetValue(sobelSize));
            Check(options);
            var target = CommonOptions.Target(parsed.GetRequiredValue(output), path);
            var photo = Photograph.Read(path, smallestSide: 2);
            var all = parsed.GetValue(sheet);
            var what = all ? "all eight edge filters" : EdgeSheet.Caption(options);
            var caption = new PictureCaption($"Edges of {photo.Name}", what, "edges of a photograph", "algorithmicallyEnhanced");
            double? share = null;
            if (all)
            {
                var drawn = EdgeSheet.Draw(photo.Rgb, photo.Width, photo.Height, options);
                SyntheticPicture.SavePng(drawn.Rgb, drawn.Width, drawn.Height, target, caption);
            }
            else
            {
                var edges = EdgeFilter.ApplyToColour(photo.Rgb, photo.Width, photo.Height, options);
                share = edges.Average(value => value / 255.0);
                GreyPicture.SavePng(edges, photo.Width, photo.Height, target, caption);
            }

            Report.Write(
                parsed.GetValue(json),
                new { file = target, filter = what, photo.Width, photo.Height, mean_edge = share },
                [
                    ("edges", Report.FileName(target)),
                    ("of", $"{photo.Name}, {photo.Width} × {photo.Height} pixels"),
                    ("filter", what),
                    .. share is { } part ? new[] { ("mean", $"{Report.Number(100 * part)} % of white") } : [],
                ]);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Check(EdgeFilterOptions options)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentOutOfRangeException error)
        {
            var option = error.ParamName switch
            {
                nameof(EdgeFilterOptions.BlurSize) => "--blur-size",
                nameof(EdgeFilterOptions.BlurSigma) => "--blur-sigma",
                nameof(EdgeFilterOptions.LowThreshold) => "--low",
                nameof(EdgeFilterOptions.HighThreshold) => "--high",
                nameof(EdgeFilterOptions.Aperture) => "--aperture",
                _ => "--sobel-size",
            };
            throw new UsageException(FormattableString.Invariant($"{option}: found {error.ActualValue}; {error.Message.Split(" (Parameter")[0]}"));
        }
    }
}
