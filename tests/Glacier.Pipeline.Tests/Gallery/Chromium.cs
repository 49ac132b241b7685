using Microsoft.Playwright;

namespace Glacier.Pipeline.Tests.Gallery;

/// <summary>The browser that pages are tried in.</summary>
internal static class Chromium
{
    /// <summary>Starts it without a window; skips the test where there is none.</summary>
    /// <param name="playwright">What drives it.</param>
    /// <param name="switches">Further switches of its command line.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] switches)
    {
        var program = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Skip("chromium is not installed: apt-get install chromium");
        }

        return playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. switches],
        });
    }
}
