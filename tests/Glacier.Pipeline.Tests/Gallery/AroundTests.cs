using Microsoft.Playwright;

namespace Glacier.Pipeline.Tests.Gallery;

/// <summary>The panorama's viewer in Chromium, with a graphics processor in software and without any.</summary>
public sealed class AroundTests : IAsyncLifetime
{
    private const string Globe = "#sphere canvas";
    private const string Strip = "#sphere .strip-view";

    private readonly string folder = Directory.CreateTempSubdirectory("glacier-around-").FullName;
    private readonly List<string> problems = [];
    private readonly List<string> requests = [];
    private IPlaywright? playwright;

    public async ValueTask InitializeAsync() => playwright = await Playwright.CreateAsync();

    public ValueTask DisposeAsync()
    {
        playwright?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Keys_turn_and_zoom_and_say_where_one_looks()
    {
        await using var browser = await GlobeAsync();
        var page = await OpenAsync(browser);
        await page.FocusAsync(Globe);
        Assert.Equal("north-east 40°, 0° up, 100 m away, 80° wide", await FacingAsync(page, Globe));
        foreach (var (key, expected) in ((string, string)[])
        [
            ("ArrowRight", "north-east 45°, 0° up, 100 m away, 80° wide"), ("ArrowUp", "north-east 45°, 5° up, sky, 80° wide"), ("ArrowDown", "north-east 45°, 0° up, 100 m away, 80° wide"),
            ("ArrowLeft", "north-east 40°, 0° up, 100 m away, 80° wide"), ("+", "north-east 40°, 0° up, 100 m away, 68° wide"), ("-", "north-east 40°, 0° up, 100 m away, 80° wide"),
            ("PageDown", "north-east 40°, 20° down, 100 m away, 80° wide"), ("Home", "north-east 40°, 0° up, 100 m away, 80° wide"),
        ])
        {
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(page.Locator(Globe)).ToHaveAttributeAsync("aria-valuetext", expected);
        }

        // half way round, over the seam of the picture
        for (var press = 0; press < 36; press++)
            await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Locator(Globe)).ToHaveAttributeAsync("aria-valuetext", "south-west 220°, 0° up, 3 km away, 80° wide");
        Assert.Equal("220", await page.GetAttributeAsync(Globe, "aria-valuenow"));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task What_the_window_shows_is_the_picture_in_that_direction()
    {
        await using var browser = await GlobeAsync();
        var page = await OpenAsync(browser);
        Assert.Equal("red", await ColourAsync(page, 0.5, 0.5));
        Assert.Equal("blue", await ColourAsync(page, 0.8, 0.2));
        Assert.Equal("white", await ColourAsync(page, 0.2, 0.8));

        // 17° to the right of the middle of a window 80° wide
        await page.FocusAsync(Globe);
        for (var press = 0; press < 3; press++)
            await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Locator(Globe)).ToHaveAttributeAsync("aria-valuenow", "25");
        Assert.Equal("red", await ColourAsync(page, 0.5 + (0.5 * Math.Tan(15 * Math.PI / 180) / Math.Tan(40 * Math.PI / 180)), 0.5));
        Assert.NotEqual("red", await ColourAsync(page, 0.5, 0.5));

        await page.Locator("button.light").Nth(1).ClickAsync();
        await page.WaitForFunctionAsync("() => { const c = document.querySelector('#sphere canvas'), g = c.getContext('webgl2'), p = new Uint8Array(4); g.readPixels(20, 20, 1, 1, g.RGBA, g.UNSIGNED_BYTE, p); return p[0] > 200 && p[2] < 150; }");
        Assert.Equal("true", await page.Locator("button.light").Nth(1).GetAttributeAsync("aria-pressed"));
        Assert.Equal("25", await page.GetAttributeAsync(Globe, "aria-valuenow"));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task Dragging_turns_by_as_much_and_the_pointer_reads_the_distance()
    {
        await using var browser = await GlobeAsync();
        var page = await OpenAsync(browser);
        var box = (await page.Locator(Globe).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height * 0.9f));
        await Assertions.Expect(page.Locator("#gaze")).ToContainTextAsync("Under the pointer: north-east 40°,");
        await Assertions.Expect(page.Locator("#gaze")).ToContainTextAsync("100 m away");
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.25f), box.Y + (box.Height * 0.9f), new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator(Globe)).ToHaveAttributeAsync("aria-valuenow", "60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nearer" }).ClickAsync();
        await Assertions.Expect(page.Locator(Globe)).ToHaveAttributeAsync("aria-valuetext", "north-east 60°, 0° up, 100 m away, 64° wide");
        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_finger_turns_it_two_zoom_and_the_page_still_scrolls()
    {
        await using var browser = await GlobeAsync();
        var page = await OpenAsync(browser, 360, touch: true);
        Assert.Equal("pan-y", await page.EvalOnSelectorAsync<string>(Globe, "e => getComputedStyle(e).touchAction"));
        var box = (await page.Locator(Globe).BoundingBoxAsync())!;
        var session = await page.Context.NewCDPSessionAsync(page);
        async Task TouchAsync(string kind, params (double X, double Y)[] fingers) => await session.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = kind,
            ["touchPoints"] = fingers.Select((finger, id) => new Dictionary<string, object> { ["x"] = box.X + (box.Width * finger.X), ["y"] = box.Y + (box.Height * finger.Y), ["id"] = id }).ToArray(),
        });
        await TouchAsync("touchStart", (0.75, 0.5));
        foreach (var x in (double[])[0.65, 0.55, 0.45, 0.35, 0.25])
            await TouchAsync("touchMove", (x, 0.5));
        await TouchAsync("touchEnd");
        var turned = int.Parse((await page.GetAttributeAsync(Globe, "aria-valuenow"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(turned, 60, 81);
        await TouchAsync("touchStart", (0.4, 0.5), (0.6, 0.5));
        foreach (var apart in (double[])[0.12, 0.14, 0.17, 0.2])
            await TouchAsync("touchMove", (0.5 - apart, 0.5), (0.5 + apart, 0.5));
        await TouchAsync("touchEnd");
        await page.WaitForFunctionAsync("() => parseInt(document.querySelector('#sphere canvas').getAttribute('aria-valuetext').match(/(\\d+)° wide/)[1]) < 60");
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task Without_WebGL_the_picture_slides_behind_the_window()
    {
        await using var browser = await Chromium.LaunchAsync(playwright!, "--disable-3d-apis");
        var page = await OpenAsync(browser, viewer: Strip);
        Assert.Contains("panorama/noon/panorama.png", await page.EvalOnSelectorAsync<string>(Strip, "e => getComputedStyle(e).backgroundImage"), StringComparison.Ordinal);
        var before = await page.EvalOnSelectorAsync<string>(Strip, "e => getComputedStyle(e).backgroundPosition");
        await page.FocusAsync(Strip);
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(Strip)).ToHaveAttributeAsync("aria-valuetext", "north-east 45°, 0° up, 80° wide");
        Assert.NotEqual(before, await page.EvalOnSelectorAsync<string>(Strip, "e => getComputedStyle(e).backgroundPosition"));
        await page.Locator("button.light").Nth(1).ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.strip-view').style.backgroundImage.includes('evening')");
    }

    [Fact]
    public async Task A_picture_that_has_gone_leaves_the_flat_one_to_slide()
    {
        await using var browser = await GlobeAsync();
        var page = await OpenAsync(browser, viewer: Strip, before: () => File.Delete(Path.Combine(folder, "aletsch", "panorama", "noon", "panorama.js")));
        Assert.Equal(0, await page.Locator(Globe).CountAsync());
    }

    [Fact]
    public async Task It_asks_for_nothing_outside_shows_its_focus_and_says_that_it_is_synthetic()
    {
        await using var browser = await GlobeAsync();
        var page = await OpenAsync(browser);
        Assert.All(requests, request => Assert.StartsWith(new Uri(folder).AbsoluteUri + "/", request, StringComparison.Ordinal));
        await page.FocusAsync(Globe);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("solid", await page.EvalOnSelectorAsync<string>(Globe, "e => getComputedStyle(e).outlineStyle"));
        Assert.Contains("Synthetic image", await page.InnerTextAsync(".around figcaption"), StringComparison.Ordinal);
        Assert.Contains("found a place off the tile", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        foreach (var button in await page.Locator(".zoom").AllAsync())
            Assert.True((await button.BoundingBoxAsync())! is { Width: >= 44, Height: >= 44 });
        Assert.Empty(problems);
    }

    // pages are asked for with less motion: a drag ends where it was let go
    private Task<IBrowser> GlobeAsync() => Chromium.LaunchAsync(playwright!, "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist");

    private static async Task<string?> FacingAsync(IPage page, string viewer) => await page.GetAttributeAsync(viewer, "aria-valuetext");

    // what is drawn at a part of the window, from its top left
    private static Task<string> ColourAsync(IPage page, double x, double y) => page.EvaluateAsync<string>(
        """
        ([x, y]) => {
          const canvas = document.querySelector('#sphere canvas'), gl = canvas.getContext('webgl2'), p = new Uint8Array(4);
          gl.readPixels(Math.floor(x * canvas.width), Math.floor((1 - y) * canvas.height), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, p);
          return p[0] > 180 && p[1] < 80 ? 'red' : p[0] > 200 && p[1] > 200 ? 'white' : p[2] > 150 && p[0] < 90 ? 'blue' : p.join(' ');
        }
        """,
        new[] { x, y });

    private async Task<IPage> OpenAsync(IBrowser browser, int width = 1280, bool touch = false, string viewer = Globe, Action? before = null)
    {
        SamplePage.Write(SamplePage.Make("Aletsch"), folder);
        before?.Invoke();
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, HasTouch = touch, IsMobile = touch, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                problems.Add($"{message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => problems.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(new Uri(Path.Combine(folder, "aletsch", "index.html")).AbsoluteUri);
        await page.Locator("#sphere").ScrollIntoViewIfNeededAsync();
        await page.WaitForSelectorAsync(viewer == Globe ? "#sphere.drawn canvas[aria-valuetext*=away]" : viewer + "[aria-valuetext]");
        return page;
    }
}
