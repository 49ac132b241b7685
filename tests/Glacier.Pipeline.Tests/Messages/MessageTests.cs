using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Tests.Messages;

public class MessageTests
{
    [Fact]
    public void The_largest_render_job_there_can_be_is_small()
    {
        var name = new string('x', BlobNames.LongestName);
        var picture = new PictureJob(
            Epoch.Parse("2018-09-13"), new string('v', 40), new string('s', 40), name, name, name,
            new Camera(double.MinValue, double.MaxValue, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 50.1, 8192, 8192), 1 / 3.0, 1 / 3.0, 1 / 3.0);
        var pair = new VelocityPairJob(new(2020, 2, 7), new(2020, 2, 20), "hs", new VelocityOptions(LargestSpeed: 1 / 3.0), name);
        var job = new RenderJob(new string('f', 32), new string('i', 200), GlacierId.Parse(new string('g', 63)), picture.Step)
        {
            Picture = picture,
            VelocityPair = pair,
            VelocityMosaic = new VelocityMosaicJob(new string('f', 32)),
        };
        var text = MessageText.Write(job);
        Assert.True(text.Length < 4096, $"{text.Length} characters");
        Assert.Equal(job, MessageText.Read<RenderJob>(text));
    }

    [Fact]
    public void A_message_above_48_kilobytes_is_refused() => Assert.Throws<ArgumentException>(() => MessageText.Write(new string('x', 49 * 1024)));

    [Fact]
    public void Event_grids_own_json_is_understood()
    {
        const string json = """
            {"topic":"/subscriptions/1/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a","subject":"/blobServices/default/containers/dems/blobs/aletsch/sub/x 2018.09.13.tif",
             "eventType":"Microsoft.Storage.BlobCreated","id":"831e1650-001e-001b-66ab-eeb76e069631","data":{"api":"PutBlockList","clientRequestId":"6d79dbfb","requestId":"831e1650",
             "eTag":"0x8D4BCC2E4835CD0","contentType":"image/tiff","contentLength":524288,"blobType":"BlockBlob","url":"https://a.blob.core.windows.net/dems/aletsch/x.tif","sequencer":"00",
             "storageDiagnostics":{"batchId":"b68529f3"}},"dataVersion":"","metadataVersion":"1","eventTime":"2017-06-26T18:41:00.9584103Z"}
            """;
        var arrival = MessageText.Read<ArrivalEvent>(json);
        Assert.Equal(new BlobAddress(Containers.Dems, "aletsch/sub/x 2018.09.13.tif"), arrival.Blob);
        Assert.Equal("0x8D4BCC2E4835CD0", arrival.Data.ETag);
    }
}
