using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewDisposeScope();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        var result = expr();
        result.MoveToOuterDisposeScope();
        return result;
    }

    public static IDisposable no_grad() => new AutoGradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    internal class AutoGradMode : IDisposable
    {
        private readonly bool _before;

        public AutoGradMode(bool enabled) => _before = NativeMethods.glacier_torch_grad_mode(enabled ? 1 : 0) != 0;

        public static bool IsEnabled => NativeMethods.glacier_torch_grad_mode(-1) != 0;

        public void Dispose() => NativeMethods.glacier_torch_grad_mode(_before ? 1 : 0);
    }

    public static unsafe partial class autograd
    {
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] from = Native.Handles(outputs), to = Native.Handles(inputs), weights = Native.Handles(grad_outputs);
            var results = new nint[to.Length];
            fixed (nint* output = from, input = to, weight = weights, result = results)
            {
                Native.Check(NativeMethods.glacier_torch_grad(output, from.Length, input, to.Length, weight, weights.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, result));
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return [.. results.Select(handle => handle == 0 ? null! : new Tensor(handle))];
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] from = Native.Handles(tensors), weights = Native.Handles(grad_tensors), to = Native.Handles(inputs);
            fixed (nint* output = from, weight = weights, input = to)
            {
                Native.Check(NativeMethods.glacier_torch_backward(output, from.Length, weight, weights.Length, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0, input, to.Length));
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);
    }
}
