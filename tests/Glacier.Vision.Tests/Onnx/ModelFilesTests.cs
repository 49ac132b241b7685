using System.Net;
using System.Security.Cryptography;
using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Vision.Onnx;

namespace Glacier.Vision.Tests.Onnx;

public sealed class ModelFilesTests : IDisposable
{
    private static readonly byte[] s_content = [1, 2, 3, 4];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(true);

    private string Sub(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    private static ModelCard Card(string? url = null, string file = "net.onnx", string? source = null) =>
        new("net", file, Convert.ToHexString(SHA256.HashData(s_content)), new Dictionary<string, string>(), new Dictionary<string, string>(), "MIT", Url: url, Source: source);

    [Fact]
    public void The_first_place_with_the_right_content_is_taken_and_a_wrong_one_passed_over()
    {
        File.WriteAllBytes(Path.Combine(Sub("cards"), "net.onnx"), [9]);
        File.WriteAllBytes(Path.Combine(Sub("weights"), "net.onnx"), s_content);
        var files = new ModelFiles([Sub("cache"), Sub("weights")]);
        Assert.Equal(s_content, files.Read(Card(), Sub("cards")));
        Assert.Equal("model-hash", Assert.Throws<InvalidInputException>(() => new ModelFiles([]).Read(Card(), Sub("cards"))).Rule);
    }

    [Fact]
    public void A_download_is_checked_kept_and_not_repeated()
    {
        using var server = new FixedAnswer(s_content);
        var files = new ModelFiles([Sub("cache")], Sub("cache"), new HttpClient(server));
        var card = Card("https://models.example/net.onnx");
        Assert.Equal(s_content, files.Read(card, Sub("cards")));
        Assert.Equal(s_content, files.Read(card, Sub("cards")));
        Assert.Equal(1, server.Calls);
        Assert.Equal(["net.onnx"], new DirectoryInfo(Sub("cache")).GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void What_is_offered_with_another_hash_is_refused_and_not_kept()
    {
        using var server = new FixedAnswer([7]);
        var files = new ModelFiles([Sub("cache")], Sub("cache"), new HttpClient(server));
        Assert.Equal("model-hash", Assert.Throws<InvalidInputException>(() => files.Read(Card("https://models.example/net.onnx"), Sub("cards"))).Rule);
        Assert.Empty(new DirectoryInfo(Sub("cache")).GetFiles());
    }

    [Fact]
    public void Without_a_connection_the_error_says_where_to_put_the_file()
    {
        using var server = new FixedAnswer(null);
        var files = new ModelFiles([], Sub("cache"), new HttpClient(server));
        var error = Assert.Throws<InvalidInputException>(() => files.Read(Card("https://models.example/net.onnx"), Sub("cards")));
        Assert.Equal("model-download", error.Rule);
        Assert.Contains(Sub("cache"), error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_URL_the_error_says_how_to_get_the_file()
    {
        var error = Assert.Throws<InvalidInputException>(() => new ModelFiles([Sub("cache")], Sub("cache")).Read(Card(source: "Ask its author."), Sub("cards")));
        Assert.Equal(("no-model", "Ask its author."), (error.Rule, error.Fix));
        Assert.Equal("model-file-elsewhere", Assert.Throws<InvalidInputException>(() => new ModelFiles([]).Read(Card(file: "../net.onnx"), Sub("cards"))).Rule);
    }

    [Fact]
    public void Cards_of_the_repository_are_complete_and_the_network_files_at_hand_match_them()
    {
        var folder = Path.Combine(RealData.RepositoryRoot, "models");
        foreach (var path in Directory.GetFiles(folder, "*.json"))
        {
            var card = ModelCard.Read(path);
            Assert.Equal(Path.GetFileNameWithoutExtension(path), card.Name);
            Assert.True(File.Exists(Path.Combine(folder, card.File)) || card.Url is not null || card.Source is not null, card.Name + " says neither where it is nor how to get it");
            if (ModelFiles.OfProgram(folder).Find(card, folder) is not null)
                Assert.NotEmpty(ModelFiles.OfProgram(folder).Read(card, folder));
        }
    }

    private sealed class FixedAnswer(byte[]? content) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return content is null ? throw new HttpRequestException("no route")
                : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) });
        }
    }
}
