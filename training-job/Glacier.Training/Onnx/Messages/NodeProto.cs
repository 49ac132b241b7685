namespace Glacier.Training.Onnx.Messages;

/// <summary>One operation of a graph.</summary>
/// <param name="OpType">Operator, as <c>Conv</c>.</param>
/// <param name="Inputs">Names of the values taken; an empty name is an optional input left out.</param>
/// <param name="Outputs">Names of the values made.</param>
/// <param name="Attributes">Constants.</param>
/// <param name="Name">Name, for messages.</param>
/// <param name="Domain">Operator set; empty for ONNX's own.</param>
public sealed record NodeProto(
    string OpType, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<AttributeProto> Attributes, string Name = "", string Domain = "")
{
    /// <summary>The attribute of a name, or null.</summary>
    public AttributeProto? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    internal static NodeProto Read(MessageReader reader)
    {
        var (op, name, domain) = ("", "", "");
        var (inputs, outputs, attributes) = (new List<string>(), new List<string>(), new List<AttributeProto>());
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: inputs.Add(reader.String()); break;
                case 2: outputs.Add(reader.String()); break;
                case 3: name = reader.String(); break;
                case 4: op = reader.String(); break;
                case 5: attributes.Add(AttributeProto.Read(reader.Message())); break;
                case 7: domain = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return new(op, inputs, outputs, attributes, name, domain);
    }

    internal void Write(MessageWriter writer)
    {
        foreach (var input in Inputs)
        {
            writer.RepeatedString(1, input);
        }

        foreach (var output in Outputs)
        {
            writer.RepeatedString(2, output);
        }

        writer.String(3, Name);
        writer.String(4, OpType);
        foreach (var attribute in Attributes)
        {
            writer.Message(5, attribute.Write);
        }

        writer.String(7, Domain);
    }
}
