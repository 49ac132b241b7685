using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Glacier.Tests.TorchSharp;

/// <summary>Counts of the whole process: nothing runs beside these tests (<c>OneGenerator.cs</c>).</summary>
public sealed class LeakTests
{
    [Fact]
    public void A_thousand_steps_leave_no_tensor_behind()
    {
        manual_seed(2);
        using var net = nn.Sequential(nn.Conv2d(1, 4, 3, padding: 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(64, 1));
        using var optimizer = Adam(net.parameters(), 1e-3);
        // what earlier tests forgot is finalized before the count begins
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = 0L;
        for (var i = 0; i < 1000; i++)
        {
            using (var step = NewDisposeScope())
            {
                optimizer.zero_grad();
                var picture = randn([2, 1, 4, 4], requires_grad: true);
                var score = net.call(picture).sum();
                var gradient = autograd.grad([score], [picture], retain_graph: true, create_graph: true)[0];
                (nn.functional.softplus(-score) + gradient.square().sum()).backward();
                optimizer.step();
            }

            if (i == 9)
            {
                start = Tensor.TotalCount;
            }
        }

        Assert.Equal(start, Tensor.TotalCount);
        Assert.True(Tensor.PeakCount >= start);
    }

    [Fact]
    public void The_garbage_collector_releases_forgotten_tensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(Tensor.TotalCount < before + 100);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget()
        {
            for (var i = 0; i < 100; i++)
            {
                zeros(1);
            }
        }
    }
}
