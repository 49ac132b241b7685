using Glacier.Vision.Velocity.Masks;

namespace Glacier.Vision.Tests.Velocity.Masks;

public class SceneCloudsTests
{
    private const int Size = 320;

    // ground that moves a little, under other light each time; clouds are other texture
    [Fact]
    public void Cloudy_scenes_agree_with_no_other_even_where_they_are_the_majority()
    {
        var scenes = Enumerable.Range(0, 3).Select(k => Scene(i => (0.8f + (0.1f * k)) * Texture.At((i % Size / 4.0) - (0.2 * k), i / Size / 4.0)))
            .Concat(Enumerable.Range(0, 4).Select(k => Scene(i => Texture.At((i % Size / 3.0) + (997 * (k + 1)), (i / Size / 5.0) - (541 * k))))).ToList();
        var clear = SceneClouds.ClearParts(scenes, Size, Size, null);
        Assert.All(clear[..3], part => Assert.InRange(part, 0.85, 1));
        Assert.All(clear[3..], part => Assert.InRange(part, 0, 0.35));
    }

    [Fact]
    public void Half_a_cloud_leaves_half_a_scene_and_only_the_ground_asked_for_counts()
    {
        static float Ground(int i) => Texture.At(i % Size / 4.0, i / Size / 4.0);
        var half = Scene(i => i % Size < Size / 2 ? Ground(i) : Texture.At((i % Size / 3.0) + 997, i / Size / 5.0));
        var scenes = new[] { Scene(Ground), Scene(i => 1.3f * Ground(i)), Scene(i => Ground(i) + 20), half };
        Assert.InRange(SceneClouds.ClearParts(scenes, Size, Size, null)[3], 0.4, 0.65);
        var ice = Enumerable.Range(0, Size * Size).Select(i => i % Size < Size / 3).ToArray();
        Assert.InRange(SceneClouds.ClearParts(scenes, Size, Size, ice)[3], 0.9, 1);
    }

    private static float[] Scene(Func<int, float> value) => SceneClouds.Reduced([.. Enumerable.Range(0, Size * Size).Select(value)], Size, Size);
}
