namespace Glacier.Training.Onnx.Messages;

/// <summary>An ONNX file: a graph, and the versions it is written in.</summary>
/// <param name="IrVersion">Version of the file format.</param>
/// <param name="Opsets">Operator set's domain (empty: ONNX's own) to its version.</param>
/// <param name="Graph">The network.</param>
/// <param name="ProducerName">Program that wrote it.</param>
/// <param name="Metadata">Free notes by key, in order.</param>
public sealed record ModelProto(
    long IrVersion,
    IReadOnlyList<KeyValuePair<string, long>> Opsets,
    GraphProto Graph,
    string ProducerName = "",
    IReadOnlyList<KeyValuePair<string, string>>? Metadata = null)
{
    internal static ModelProto Read(MessageReader reader)
    {
        var (version, producer) = (0L, "");
        var opsets = new List<KeyValuePair<string, long>>();
        var metadata = new List<KeyValuePair<string, string>>();
        GraphProto? graph = null;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: version = reader.Long(); break;
                case 2: producer = reader.String(); break;
                case 7: graph = GraphProto.Read(reader.Message()); break;
                case 8: opsets.Add(ReadOpset(reader.Message())); break;
                case 14: metadata.Add(ReadNote(reader.Message())); break;
                default: reader.Skip(); break;
            }
        }

        return version > 0 && graph is not null && opsets.Count > 0
            ? new(version, opsets, graph, producer, metadata)
            : throw new InvalidDataException("no version, no operator set or no graph");
    }

    internal void Write(MessageWriter writer)
    {
        writer.Long(1, IrVersion);
        writer.String(2, ProducerName);
        writer.Message(7, Graph.Write);
        foreach (var (domain, version) in Opsets)
        {
            writer.Message(8, opset =>
            {
                opset.String(1, domain);
                opset.Long(2, version);
            });
        }

        foreach (var (key, value) in Metadata ?? [])
        {
            writer.Message(14, note =>
            {
                note.String(1, key);
                note.String(2, value);
            });
        }
    }

    private static KeyValuePair<string, long> ReadOpset(MessageReader reader)
    {
        var (domain, version) = ("", 0L);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: domain = reader.String(); break;
                case 2: version = reader.Long(); break;
                default: reader.Skip(); break;
            }
        }

        return new(domain, version);
    }

    private static KeyValuePair<string, string> ReadNote(MessageReader reader)
    {
        var (key, value) = ("", "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: key = reader.String(); break;
                case 2: value = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return new(key, value);
    }
}
