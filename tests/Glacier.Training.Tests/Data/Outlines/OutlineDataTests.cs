using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Training.Data.Outlines;
using Glacier.Training.Networks.Outlines;
using Glacier.Vision.Outlines;

namespace Glacier.Training.Tests.Data.Outlines;

public class OutlineDataTests
{
    private static readonly WindowAugmentation s_none = new() { Turn = false, Crop = 0, GammaShare = 0, Occlusion = 0, NoiseShare = 0, ModalityDropout = 0, UnknownPlace = 0 };

    [Fact]
    public void A_step_is_the_same_whenever_it_is_asked_for_and_no_two_steps_are_alike()
    {
        var (first, second) = (Data(DrawnScenes.Configuration()), Data(DrawnScenes.Configuration()));
        var batch = first.Train(7, 4);
        first.Train(8, 4);
        Assert.Equal(batch.Values, first.Train(7, 4).Values);
        Assert.Equal(batch.Labels, second.Train(7, 4).Labels);
        Assert.NotEqual(batch.Values, first.Train(8, 4).Values);
    }

    [Fact]
    public void Validation_is_the_normalised_centre_of_each_scene_and_no_more_than_there_are()
    {
        var data = Data(DrawnScenes.Configuration());
        var batch = data.Validate(0, 9);
        Assert.Equal(2, batch.Count);
        var (scene, raw) = (DrawnScenes.Of(100), new float[32]);
        for (var row = 0; row < 32; row++)
        {
            OutlineChannels.Normalize("B2", scene.Values[0].AsSpan(((row + 6) * 40) + 4, 32), raw);
            Assert.Equal(raw, batch.Values.AsSpan(row * 32, 32).ToArray());
            Assert.Equal(scene.Labels.AsSpan(((row + 6) * 40) + 4, 32).ToArray(), batch.Labels.AsSpan(row * 32, 32).ToArray());
        }
    }

    [Fact]
    public void Whatever_turns_a_window_turns_its_mask_with_it()
    {
        // ice is bright, and stays bright under the mask however the window is cut, turned and scaled
        var data = Data(DrawnScenes.Configuration(s_none with { Turn = true, Crop = 1, Scale = new Interval(0.6, 1.3) }));
        for (var step = 0; step < 8; step++)
        {
            var batch = data.Train(step, 4);
            var (bright, dark, mixed) = (0, 0, 0);
            for (var i = 0; i < batch.Labels.Length; i++)
            {
                var value = batch.Values[(i / 1024 * 4 * 1024) + (i % 1024)];
                var ice = value > 0.3f;
                (bright, dark, mixed) = (bright + (ice && batch.Labels[i] == 1 ? 1 : 0), dark + (!ice && batch.Labels[i] == 0 ? 1 : 0), mixed + (ice != (batch.Labels[i] == 1) ? 1 : 0));
            }

            Assert.True(mixed < 0.05 * (bright + dark), $"{mixed} of {bright + dark} pixels disagree");
        }
    }

    [Fact]
    public void Eight_views_of_a_square_are_eight_different_pictures_of_the_same_pixels()
    {
        var values = Enumerable.Range(0, 16).Select(i => (float)i).ToArray();
        var views = new List<float[]>();
        for (var quarters = 0; quarters < 4; quarters++)
        {
            foreach (var mirrored in new[] { false, true })
            {
                var target = new float[16];
                new WindowView(0, 0, 1, quarters, mirrored).Sample(values, 4, 4, target, 4);
                Assert.Equal(values, target.Order());
                views.Add(target);
            }
        }

        Assert.Equal(8, views.Select(view => string.Join(',', view)).Distinct().Count());
        Assert.Equal(values, views[0]);
    }

    [Fact]
    public void A_window_that_reaches_over_the_edge_is_mirrored_inwards()
    {
        var target = new float[25];
        new WindowView(-1, -1).Sample([1f, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3, target, 5);
        Assert.Equal([5f, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 8, 7, 8, 9, 8, 5, 4, 5, 6, 5], target);
    }

    [Fact]
    public void Channels_that_a_scene_lacks_are_absent_and_zero()
    {
        string[] channels = ["B2", "B3", "B4", "B8", "B11", "B12", "elevation", "slope"];
        var configuration = DrawnScenes.Configuration(s_none, channels);
        var batch = new OutlineData(configuration, LocationEncoding.None, [([DrawnScenes.Of(1)], 1)], [DrawnScenes.Of(2)], 1).Train(0, 2);
        Assert.Equal([1f, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0], batch.Present);
        Assert.All(batch.Values[4096..8192], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Modalities_are_dropped_as_wholes_and_never_all_of_them()
    {
        string[] channels = ["B2", "B3", "B4", "B8", "B11", "B12", "elevation", "slope", "coherence"];
        var configuration = DrawnScenes.Configuration(s_none with { ModalityDropout = 0.6 }, channels);
        var batch = new OutlineData(configuration, LocationEncoding.None, [([DrawnScenes.Of(1, channels: channels)], 1)], [DrawnScenes.Of(2, channels: channels)], 1).Train(0, 64);
        var rows = batch.Present.Chunk(9).ToArray();
        Assert.All(rows, row => Assert.True(row.Sum() > 0 && row[..4].Distinct().Count() == 1 && row[4] == row[5] && row[6] == row[7] && row[4] <= row[0]));
        Assert.Contains(rows, row => row[0] == 0);
        Assert.Contains(rows, row => row[0] == 1 && row[4] == 0);
        Assert.Contains(rows, row => row[6] == 0 && row[8] == 1);
    }

    [Fact]
    public void Places_are_told_as_regions_or_as_sines_and_cosines_and_now_and_then_not_at_all()
    {
        var scene = DrawnScenes.Of(1);
        var regions = new OutlineData(DrawnScenes.Configuration(s_none with { UnknownPlace = 0.5 }), LocationEncoding.Region, [([scene], 1)], [scene], 1).Train(0, 40).Places.Chunk(3).ToArray();
        Assert.All(regions, place => Assert.True(place.SequenceEqual([0f, 1, 0]) || place.SequenceEqual([0f, 0, 0])));
        Assert.InRange(regions.Count(place => place[1] == 0), 8, 32);
        var coordinates = new OutlineData(DrawnScenes.Configuration(s_none), LocationEncoding.Coordinates, [([scene], 1)], [scene], 1).Validate(0, 1).Places;
        Assert.Equal(Math.Tan(double.DegreesToRadians(46.5)), coordinates[0] / coordinates[1], 5);
        Assert.Equal(Math.Tan(double.DegreesToRadians(8)), coordinates[2] / coordinates[3], 5);
    }

    [Fact]
    public void Sources_are_drawn_by_their_weights()
    {
        var (few, many) = (DrawnScenes.Of(1, channels: ["B2"]), DrawnScenes.Of(2, channels: ["B3"]));
        var batch = new OutlineData(DrawnScenes.Configuration(s_none), LocationEncoding.None, [([few], 0.25), ([many], 0.75)], [few], 3).Train(0, 400);
        Assert.InRange(batch.Present.Chunk(4).Count(row => row[0] == 1), 70, 130);
    }

    [Fact]
    public void Without_scenes_there_is_no_run()
    {
        var error = Assert.Throws<InvalidInputException>(() => new OutlineData(DrawnScenes.Configuration(), LocationEncoding.None, [([DrawnScenes.Of(1)], 1)], [], 1));
        Assert.Equal("no-tiles", error.Rule);
        Assert.Equal("tile-bands", Assert.Throws<InvalidInputException>(() => Data(DrawnScenes.Configuration(null, "coherence"))).Rule);
    }

    private static OutlineData Data(OutlineDataConfiguration configuration) =>
        new(configuration, LocationEncoding.None, [([DrawnScenes.Of(1), DrawnScenes.Of(2), DrawnScenes.Of(3)], 1)], [DrawnScenes.Of(100), DrawnScenes.Of(101)], 5);
}
