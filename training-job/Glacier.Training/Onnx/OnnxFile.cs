using Glacier.Terrain;
using Glacier.Training.Onnx.Messages;
using Google.Protobuf;

namespace Glacier.Training.Onnx;

/// <summary>ONNX files as messages: protobuf with the field numbers of onnx.proto3 (github.com/onnx/onnx, IR version 8); fields not used here are skipped.</summary>
public static class OnnxFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It is absent, truncated, damaged, or uses what is not read here.</exception>
    public static ModelProto Read(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(name, "no-onnx-file", $"no file {name}", "an ONNX file", "Correct the path, or fetch the file.");
        }

        return Read(File.ReadAllBytes(path), name);
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="InvalidInputException">Truncated, damaged, or it uses what is not read here.</exception>
    public static ModelProto Read(byte[] bytes, string name)
    {
        try
        {
            var model = ModelProto.Read(new MessageReader(UnsafeByteOperations.UnsafeWrap(bytes)));
            model.Graph.Check();
            return model;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or OverflowException)
        {
            throw new InvalidInputException(name, "onnx-unreadable", error.Message, "a whole ONNX file with its weights inside", "The file is damaged or no ONNX file: fetch or export it again.");
        }
    }

    /// <summary>The file's bytes; the same model gives the same bytes.</summary>
    /// <exception cref="InvalidDataException">A value is taken before it is made, or made twice.</exception>
    public static byte[] ToBytes(ModelProto model)
    {
        model.Graph.Check();
        var writer = new MessageWriter();
        model.Write(writer);
        return writer.Finish().ToArray();
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="InvalidDataException">A value is taken before it is made, or made twice.</exception>
    public static void Write(string path, ModelProto model)
    {
        var partial = path + ".partial";
        File.WriteAllBytes(partial, ToBytes(model));
        File.Move(partial, path, overwrite: true);
    }
}
