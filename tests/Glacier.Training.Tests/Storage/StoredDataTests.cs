using System.Collections;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Training.Storage;

namespace Glacier.Training.Tests.Storage;

public sealed class StoredDataTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "data-" + Guid.NewGuid().ToString("N"));
    private Azurite _azurite = null!;
    private BlobContainerClient _container = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _container = ModelsContainer.Connect(new Hashtable { ["AzureWebJobsStorage"] = _azurite.ConnectionString });
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void The_folder_holds_what_the_container_holds_and_a_file_is_brought_once()
    {
        Put("data/photos/a.jpg", "one");
        Put("data/photos/deep/b.jpg", "two");
        Put("data/photos2/c.jpg", "not asked for");
        Assert.Equal(2, Bring("photos"));
        Assert.Equal("two", Read("photos/deep/b.jpg"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "photos2")));
        Assert.Equal(0, Bring("photos"));

        File.WriteAllText(Path.Combine(_folder, "photos", "stray.jpg"), "left by an earlier run");
        File.WriteAllText(Path.Combine(_folder, "photos", "a.jpg"), "one, but changed here");
        _container.DeleteBlob("data/photos/deep/b.jpg");
        Put("data/photos/d.jpg", "new");
        Assert.Equal(2, Bring("photos"));
        Assert.Equal(["a.jpg", "d.jpg"], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
        Assert.Equal("one", Read("photos/a.jpg"));
        Assert.Equal(1, Bring(""));
    }

    [Fact]
    public void A_file_that_is_not_what_storage_says_of_it_is_refused_and_not_kept()
    {
        Put("data/photos/a.jpg", "one");
        _container.GetBlobClient("data/photos/a.jpg").SetHttpHeaders(new BlobHttpHeaders { ContentHash = new byte[16] });
        var error = Assert.Throws<InvalidInputException>(() => Bring("photos"));
        Assert.Equal("download-damaged", error.Rule);
        Assert.Equal("data/photos/a.jpg", error.File);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_absent_folder_and_an_account_that_nobody_named_are_clear_errors()
    {
        Assert.Equal("no-data-folder", Assert.Throws<InvalidInputException>(() => Bring("photos")).Rule);
        Assert.Contains("AzureWebJobsStorage", Assert.Throws<InvalidInputException>(() => ModelsContainer.Connect(new Hashtable())).Found);
        Assert.Equal("no-storage", Assert.Throws<InvalidInputException>(() => ModelsContainer.Connect(new Hashtable { ["AzureWebJobsStorage"] = "nonsense" })).Rule);
    }

    private int Bring(string folder)
    {
        var brought = 0;
        StoredData.Bring(_container, [folder], _folder, (_, _) => Interlocked.Increment(ref brought), CancellationToken.None);
        return brought;
    }

    private void Put(string name, string text) => _container.GetBlobClient(name).Upload(new MemoryStream(Encoding.UTF8.GetBytes(text)), overwrite: true);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));
}
