namespace Glacier.Training.Onnx.Messages;

/// <summary>A network: nodes in the order of their running.</summary>
/// <param name="Name">Name.</param>
/// <param name="Nodes">Operations; each takes only what stands before it.</param>
/// <param name="Initializers">Weights and constants.</param>
/// <param name="Inputs">Inputs; files before IR version 4 list the initialisers here as well.</param>
/// <param name="Outputs">Outputs.</param>
public sealed record GraphProto(
    string Name,
    IReadOnlyList<NodeProto> Nodes,
    IReadOnlyList<TensorProto> Initializers,
    IReadOnlyList<ValueInfoProto> Inputs,
    IReadOnlyList<ValueInfoProto> Outputs)
{
    /// <summary>Checks that every value is made exactly once and before it is taken.</summary>
    /// <exception cref="InvalidDataException">One is not.</exception>
    public void Check()
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var initializer in Initializers)
        {
            Make(initializer.Name, "initialiser");
        }

        known.UnionWith(Inputs.Select(input => input.Name));
        foreach (var node in Nodes)
        {
            if (node.Inputs.FirstOrDefault(input => !known.Contains(input)) is { } missing)
            {
                throw new InvalidDataException($"{node.OpType} {node.Name} takes {missing}, which nothing before it makes");
            }

            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                Make(output, node.OpType);
            }
        }

        if (Outputs.FirstOrDefault(output => output.Name.Length == 0 || !known.Contains(output.Name)) is { } absent)
        {
            throw new InvalidDataException($"nothing makes the output {absent.Name}");
        }

        void Make(string name, string what)
        {
            if (!known.Add(name))
            {
                throw new InvalidDataException($"{what} makes {name}, which is there already");
            }
        }
    }

    internal static GraphProto Read(MessageReader reader)
    {
        var name = "";
        var (nodes, initializers) = (new List<NodeProto>(), new List<TensorProto>());
        var (inputs, outputs) = (new List<ValueInfoProto>(), new List<ValueInfoProto>());
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: nodes.Add(NodeProto.Read(reader.Message())); break;
                case 2: name = reader.String(); break;
                case 5: initializers.Add(TensorProto.Read(reader.Message())); break;
                case 11: inputs.Add(ValueInfoProto.Read(reader.Message())); break;
                case 12: outputs.Add(ValueInfoProto.Read(reader.Message())); break;
                default: reader.Skip(); break;
            }
        }

        return new(name, nodes, initializers, inputs, outputs);
    }

    internal void Write(MessageWriter writer)
    {
        foreach (var node in Nodes)
        {
            writer.Message(1, node.Write);
        }

        writer.String(2, Name);
        foreach (var initializer in Initializers)
        {
            writer.Message(5, initializer.Write);
        }

        foreach (var input in Inputs)
        {
            writer.Message(11, input.Write);
        }

        foreach (var output in Outputs)
        {
            writer.Message(12, output.Write);
        }
    }
}
