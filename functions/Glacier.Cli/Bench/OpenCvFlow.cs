using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Glacier.Vision.Velocity.Comparison;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Cli.Bench;

/// <summary>Optical flow of OpenCV's Python bindings, a reference and no part of the product: DIS (preset medium) and Farnebäck (5 levels, window 21) on 8-bit images without our prefilter.</summary>
internal static class OpenCvFlow
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time
        import numpy as np
        import cv2
        name, folder, width, height = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        first, second = (np.fromfile(f'{folder}/{which}', np.uint8).reshape(height, width) for which in ('first', 'second'))
        start = time.time()
        if name == 'dis':
            flow = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM).calc(first, second, None)
        else:
            flow = cv2.calcOpticalFlowFarneback(first, second, None, 0.5, 5, 21, 5, 7, 1.5, 0)
        print(time.time() - start)
        np.ascontiguousarray(flow.transpose(2, 0, 1)).tofile(f'{folder}/flow')
        """;

    /// <summary>Both methods; none where OpenCV's bindings are not installed.</summary>
    public static IReadOnlyList<ComparedMethod> Installed() => File.Exists(Python) && Call(["-c", "import cv2"]) is not null ? [Method("OpenCV DIS", "dis"), Method("OpenCV Farnebäck", "farneback")] : [];

    private static ComparedMethod Method(string name, string algorithm) => new(name, (first, second, width, height, _, _) =>
    {
        var folder = Directory.CreateTempSubdirectory("glacier-flow-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "first"), Bytes(first));
            File.WriteAllBytes(Path.Combine(folder, "second"), Bytes(second));
            var seconds = Call(["-c", Script, algorithm, folder, width.ToString(CultureInfo.InvariantCulture), height.ToString(CultureInfo.InvariantCulture)])
                ?? throw new InvalidOperationException($"{name}: {Python} could not run it");
            var flow = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, "flow")));
            var size = width * height;
            return (new FlowField(width, height, flow[..size].ToArray(), flow.Slice(size, size).ToArray()), double.Parse(seconds, CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    // what half a percent lies below and above is black and white
    private static byte[] Bytes(float[] band)
    {
        var known = band.Where(float.IsFinite).Order().ToArray();
        if (known.Length == 0)
        {
            return new byte[band.Length];
        }

        var (low, high) = (known[known.Length / 200], known[known.Length - 1 - (known.Length / 200)]);
        var scale = high > low ? 255 / (high - low) : 0;
        return Array.ConvertAll(band, value => float.IsFinite(value) ? (byte)Math.Clamp((value - low) * scale, 0, 255) : (byte)0);
    }

    private static string? Call(IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : null;
    }
}
