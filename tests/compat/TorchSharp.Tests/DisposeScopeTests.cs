using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Tests.TorchSharp;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inner;
        using (var scope = NewDisposeScope())
        {
            inner = zeros(2) + 1;
            Assert.Equal(2, scope.DisposablesCount);
            Assert.True(scope.Contains(inner));
        }

        Assert.True(inner.IsInvalid);
    }

    [Fact]
    public void A_moved_tensor_lives_as_long_as_the_outer_scope()
    {
        Tensor kept, lost;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                lost = zeros(1);
                kept = ones(1).MoveToOuterDisposeScope();
            }

            Assert.True(lost.IsInvalid);
            Assert.Equal(1f, kept.item<float>());
        }

        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (var scope = NewDisposeScope())
        {
            kept = scope.Detach(ones(1));
        }

        Assert.False(kept.IsInvalid);
        using (var scope = NewDisposeScope())
        {
            scope.Attach(kept);
        }

        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Everything_but_the_kept_is_disposed()
    {
        using var scope = NewDisposeScope();
        Tensor a = zeros(1), b = zeros(1);
        scope.DisposeEverythingBut(b);
        Assert.True(a.IsInvalid);
        Assert.False(b.IsInvalid);
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        var a = zeros(1);
        a.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_parameter_takes_the_place_of_its_data()
    {
        using var scope = NewDisposeScope();
        var data = zeros(2);
        var parameter = nn.Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.True(scope.Contains(parameter));
    }

    [Fact]
    public void The_statistics_of_a_thread_count_both_kinds()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (zeros(1))
        using (NewDisposeScope())
        {
            zeros(1);
            zeros(1).DetachFromDisposeScope().Dispose();
        }

        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }
}
