using System.Globalization;
using Glacier.Pipeline.Gallery;
using Microsoft.Playwright;

namespace Glacier.Pipeline.Tests.Gallery;

/// <summary>The page in Chromium, from a folder, as a reader opens it.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=\"window.hacked=1\">'\"</script><script>window.hacked=1</script>&amp;";

    private readonly string folder = Directory.CreateTempSubdirectory("glacier-gallery-").FullName;
    private readonly List<string> problems = [];
    private readonly List<string> requests = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright, "--disable-gpu", "--disable-3d-apis");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Divide_moves_by_keyboard_and_pointer_and_says_where_it_is()
    {
        var page = await Open(SamplePage.Make("Aletsch"));
        var handle = page.Locator("#handle");
        await handle.FocusAsync();
        foreach (var (key, expected) in ((string, string)[])[("ArrowRight", "52"), ("ArrowLeft", "50"), ("PageDown", "40"), ("End", "100"), ("ArrowRight", "100"), ("Home", "0")])
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal(expected, await handle.GetAttributeAsync("aria-valuenow"));
        }

        await page.Locator("#slider").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator("#slider").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + 60);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.25f), box.Y + 60);
        await page.Mouse.UpAsync();
        Assert.Equal("25", await handle.GetAttributeAsync("aria-valuenow"));
        Assert.Equal("25 % 1880, 75 % 2017", await handle.GetAttributeAsync("aria-valuetext"));
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.9f), box.Y + 60);
        Assert.Equal("25", await handle.GetAttributeAsync("aria-valuenow"));
        Assert.Equal("inset(0px 75% 0px 0px)", await page.EvalOnSelectorAsync<string>("#before-picture", "e => getComputedStyle(e).clipPath"));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task The_film_can_be_seen_in_each_style()
    {
        var page = await Open(SamplePage.Make("Aletsch"));
        var photo = page.Locator("button.film").Nth(1);
        await photo.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("photo.mp4", await page.GetAttributeAsync("#film", "src"));
        Assert.Equal("true", await photo.GetAttributeAsync("aria-pressed"));
        Assert.Equal("false", await page.Locator("button.film").Nth(0).GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task A_flight_is_played_on_the_page_and_the_terrain_is_downloaded_beside_it()
    {
        var page = await Open(SamplePage.Make(Hostile));
        var player = page.Locator("video.flight");
        Assert.Equal(1, await player.CountAsync());
        Assert.EndsWith("/flights/orbit/fly.mp4", await player.EvaluateAsync<string>("v => v.currentSrc || v.querySelector('source').src"), StringComparison.Ordinal);
        Assert.True(await player.EvaluateAsync<bool>("v => v.controls && v.loop && !v.autoplay"));
        Assert.Contains("Once around the lower glacier", await player.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        Assert.Contains("Synthetic image", await page.Locator("figure:has(video.flight) figcaption").InnerTextAsync(), StringComparison.Ordinal);
        var model = page.Locator("a[href='models/model_1880.glb']");
        Assert.Equal(1, await model.CountAsync());
        await player.FocusAsync();
        Assert.Equal("VIDEO", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));

        // the section is only there where there is a flight
        var without = await Open(SamplePage.Make("Aletsch") with { Flights = null });
        Assert.Equal(0, await without.Locator("#flight-section").CountAsync());
    }

    [Fact]
    public async Task Any_two_years_and_styles_can_be_compared()
    {
        var page = await Open(SamplePage.Make("Aletsch"));
        await page.SelectOptionAsync("#before", "2");
        await page.Locator(".strip button").Nth(4).ClickAsync();
        await page.SelectOptionAsync("#style", "photo");
        Assert.Equal("pictures/1957-photo.svg", await page.GetAttributeAsync("#before-picture", "src"));
        Assert.Equal("pictures/1999-photo.svg", await page.GetAttributeAsync("#after-picture", "src"));
        Assert.Equal("1999", await page.InnerTextAsync("#after-tag"));
        Assert.Equal("Aletsch in 1957, rendered from its elevation model", await page.GetAttributeAsync("#before-picture", "alt"));
        Assert.Equal("4", await page.GetAttributeAsync(".strip button[aria-pressed=true]", "data-epoch"));
        var plain = await Open(SamplePage.Make("Aletsch", secondStyle: false));
        Assert.Equal(0, await plain.Locator("#style").CountAsync());
    }

    [Fact]
    public async Task Hostile_names_are_shown_and_never_run()
    {
        var page = await Open(SamplePage.Make(Hostile, Hostile));
        Assert.Equal(Hostile, await page.InnerTextAsync("h1"));
        Assert.Contains(Hostile, await page.InnerTextAsync("footer"), StringComparison.Ordinal);
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await page.Locator("img[src=x]").CountAsync());
        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_glacier_without_elevation_models_has_its_velocity_and_no_word_of_synthetic_pictures()
    {
        var page = await Open(SamplePage.ScenesOnly("Perito Moreno"));
        Assert.Equal("Between 2019-12-01 and 2020-02-07 the ice moved at 810\u202F±\u202F20 m per year, 2.22 m per day, in the median.", await page.InnerTextAsync(".lead"));
        Assert.Contains("2019–2020 · 3 satellite images", await page.InnerTextAsync(".dek"), StringComparison.Ordinal);
        var text = await page.InnerTextAsync("body");
        Assert.DoesNotContain("ynthetic images", text, StringComparison.Ordinal);
        Assert.DoesNotContain("elevation model", text, StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("svg").CountAsync());
        Assert.Empty(problems);
    }

    [Fact]
    public async Task Nothing_is_asked_for_outside_the_folder_and_every_link_leads_somewhere()
    {
        var page = await Open(SamplePage.Make("Aletsch"));
        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.True(requests.Count > 5);
        Assert.All(requests, request => Assert.StartsWith(new Uri(folder).AbsoluteUri + "/", request, StringComparison.Ordinal));
        var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[href],[src],[poster]')].flatMap(e => ['href','src','poster'].filter(a => e.hasAttribute(a)).map(a => new URL(e.getAttribute(a), location).href))");
        Assert.True(links.Length > 15);
        Assert.All(links.Where(link => !link.Contains('#', StringComparison.Ordinal)), link => Assert.True(File.Exists(new Uri(link).LocalPath), link));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Page_and_index_fit_the_screen(int width)
    {
        var page = await Open(SamplePage.Make("Grosser Aletschgletscher " + new string('x', 60)), width);
        foreach (var file in (string[])["aletsch/index.html", "index.html"])
        {
            await page.GotoAsync(new Uri(Path.Combine(folder, file)).AbsoluteUri);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Empty(await page.EvaluateAsync<string[]>("[...document.images].filter(i => !i.hasAttribute('alt')).map(i => i.src)"));
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_its_ground_and_focus_shows(ColorScheme scheme)
    {
        var page = await Open(SamplePage.Make("Aletsch"), scheme: scheme);
        var low = await page.EvaluateAsync<string[]>("""
            () => {
              const parse = c => (c.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
              const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0.7) return c; } return [255, 255, 255]; };
              const out = [];
              for (const e of document.querySelectorAll('body *')) {
                if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest('script,title,desc,video,option')) continue;
                const style = getComputedStyle(e), a = lum(parse(e instanceof SVGElement ? style.fill : style.color)), b = lum(ground(e));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) out.push(`${e.tagName}.${e.getAttribute('class')} ${ratio.toFixed(2)}`);
              }
              return out;
            }
            """);
        Assert.Empty(low);
        for (var step = 0; step < 12; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var outline = await page.EvaluateAsync<string>("(() => { const e = document.activeElement; return e.tagName === 'VIDEO' ? 'own' : getComputedStyle(e, e.id === 'handle' ? '::after' : null).outlineStyle; })()");
            Assert.NotEqual("none", outline);
        }
    }

    private async Task<IPage> Open(GlacierPage page, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        SamplePage.Write(page, folder);
        var opened = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        opened.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                problems.Add(message.Text);
            }
        };
        opened.PageError += (_, error) => problems.Add(error);
        opened.Request += (_, request) => requests.Add(request.Url);
        await opened.GotoAsync(new Uri(Path.Combine(folder, "aletsch", "index.html")).AbsoluteUri);
        Assert.Equal(page.Name, await opened.TitleAsync(), StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreSymbols));
        return opened;
    }
}
