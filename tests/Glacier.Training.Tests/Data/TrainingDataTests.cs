using Glacier.Training.Configuration;
using Glacier.Training.Data;

namespace Glacier.Training.Tests.Data;

public sealed class TrainingDataTests : IDisposable
{
    private static readonly DataConfiguration s_data = new() { Resolution = 32, Folders = [new PhotoFolder { Path = "photos/hills", Masks = "photos/sky" }] };
    private readonly SyntheticPhotos _photos = new();
    private readonly PictureCache _cache;

    public TrainingDataTests() => _cache = PictureCache.Open(s_data, _photos.Root, _photos.Out("cache"), (_, _, _) => []);

    public void Dispose()
    {
        _cache.Dispose();
        _photos.Dispose();
    }

    [Fact]
    public void A_batch_depends_on_seed_and_step_alone()
    {
        var (one, other) = (new TrainingData(s_data, _cache, 5), new TrainingData(s_data, _cache, 5));
        other.Train(0, 4);
        Assert.Equal(one.Train(3, 4).Conditions, other.Train(3, 4).Conditions);
        Assert.NotEqual(one.Train(3, 4).Pictures, one.Train(4, 4).Pictures);
        Assert.NotEqual(one.Train(3, 4).Pictures, new TrainingData(s_data, _cache, 6).Train(3, 4).Pictures);
    }

    [Fact]
    public void Pictures_lie_in_minus_one_to_one_and_conditions_in_zero_to_one()
    {
        var batch = new TrainingData(s_data, _cache, 1).Train(0, 16);
        Assert.All(batch.Pictures, value => Assert.InRange(value, -1, 1));
        Assert.All(batch.Conditions, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Any_subset_of_channels_is_that_part_of_all_of_them()
    {
        var all = new TrainingData(s_data, _cache, 1).Train(0, 4);
        var some = new TrainingData(s_data with { Channels = ["shade", "contour"] }, _cache, 1).Train(0, 4);
        var pixels = 32 * 32;
        for (var place = 0; place < 4; place++)
        {
            Assert.Equal(Plane(all, place, 3), Plane(some, place, 0));
            Assert.Equal(Plane(all, place, 0), Plane(some, place, 1));
        }

        float[] Plane(Batch batch, int place, int channel) => batch.Conditions[(((place * batch.Channels) + channel) * pixels)..(((place * batch.Channels) + channel + 1) * pixels)];
    }

    [Fact]
    public void The_height_channel_rises_evenly_from_top_to_bottom()
    {
        var batch = new TrainingData(s_data with { Channels = ["height"] }, _cache, 1).Validate(0, 1);
        Assert.Equal(0, batch.Conditions[5]);
        Assert.Equal(1, batch.Conditions[^1]);
        Assert.Equal(16f / 31, batch.Conditions[16 * 32], 1e-6f);
    }

    [Fact]
    public void No_contour_remains_in_the_open_sky_unless_asked_for()
    {
        var batch = new TrainingData(s_data, _cache, 1).Validate(0, 1);
        var (contour, sky) = (batch.Conditions[..1024], batch.Conditions[1024..2048]);
        for (var i = 3 * 32; i < 1024; i++)
        {
            // ground lies below the sky in these pictures: no ground three rows lower means open sky
            var lower = i + (3 * 32);
            if (lower < 1024 && sky[lower] == 1 && i % 32 is > 2 and < 29 && sky[lower - 3] == 1 && sky[lower + 3 < 1024 ? lower + 3 : lower] == 1)
            {
                Assert.Equal(0, contour[i]);
            }
        }
    }

    [Fact]
    public void Training_never_shows_a_validation_picture()
    {
        var data = new TrainingData(s_data, _cache, 1);
        Assert.Equal(_cache.Pictures.Count, data.TrainingCount + data.Validation.Count);
        Assert.All(data.Validation, picture => Assert.True(picture.Validation));
    }

    [Fact]
    public void Without_contour_dropout_and_variation_half_the_pictures_are_mirrored()
    {
        var plain = s_data with { Folders = [s_data.Folders[0] with { Crop = new Interval(1, 1) }] };
        using var cache = PictureCache.Open(plain, _photos.Root, _photos.Out("cache2"), (_, _, _) => []);
        var (flipped, straight) = (new TrainingData(plain, cache, 1), new TrainingData(plain with { Flip = false }, cache, 1));
        var mirrored = Enumerable.Range(0, 10).Count(step => !flipped.Train(step, 1).Pictures.SequenceEqual(straight.Train(step, 1).Pictures));
        Assert.InRange(mirrored, 1, 9);
    }

    [Fact]
    public void Prefetched_batches_come_in_order_and_a_failure_reaches_the_consumer()
    {
        using var prefetch = new Prefetch<Batch>(step => step < 7 ? new Batch([step], [], 1, 1, 1) : throw new IOException("gone"), 5);
        Assert.Equal([5f, 6f], new[] { prefetch.Next().Conditions[0], prefetch.Next().Conditions[0] });
        Assert.Equal("gone", Assert.Throws<IOException>(() => prefetch.Next()).Message);
    }
}
