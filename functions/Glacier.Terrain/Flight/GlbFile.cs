using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Glacier.Terrain.Flight;

/// <summary>Writes a textured mesh as one binary glTF 2.0 file (Khronos, ISO/IEC 12113): what Blender, three.js, model-viewer and operating systems' viewers open as it is.</summary>
public static class GlbFile
{
    private const uint Magic = 0x46546C67;
    private const uint JsonChunk = 0x4E4F534A;
    private const uint BinaryChunk = 0x004E4942;
    private const int Floats = 5126;
    private const int UnsignedInts = 5125;
    private const int Vertices = 34962;
    private const int Elements = 34963;
    private const int Linear = 9729;
    private const int LinearMipmapLinear = 9987;
    private const int ClampToEdge = 33071;

    /// <summary>Writes.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="jpeg">The texture as a JPEG file.</param>
    /// <param name="name">Name of the object.</param>
    /// <param name="extras">Facts beside the model: offset, reference system, year. Viewers keep them, Blender as custom properties.</param>
    public static void Write(Stream stream, TerrainMesh mesh, byte[] jpeg, string name, JsonObject extras)
    {
        var positions = MemoryMarshal.AsBytes<Vector3>(mesh.Positions.ToArray()).ToArray();
        var normals = MemoryMarshal.AsBytes<Vector3>(mesh.Normals.ToArray()).ToArray();
        var coordinates = MemoryMarshal.AsBytes<Vector2>(mesh.TextureCoordinates.ToArray()).ToArray();
        var indices = MemoryMarshal.AsBytes<uint>(mesh.Indices.ToArray()).ToArray();
        byte[][] parts = [positions, normals, coordinates, indices, jpeg];
        var views = new JsonArray();
        var offset = 0;
        for (var k = 0; k < parts.Length; k++)
        {
            var view = new JsonObject { ["buffer"] = 0, ["byteOffset"] = offset, ["byteLength"] = parts[k].Length };
            if (k < 4)
            {
                view["target"] = k == 3 ? Elements : Vertices;
            }

            views.Add((JsonNode)view);
            offset += Padded(parts[k].Length);
        }

        var (lowest, highest) = (mesh.Positions.Aggregate(Vector3.Min), mesh.Positions.Aggregate(Vector3.Max));
        var json = new JsonObject
        {
            ["asset"] = new JsonObject { ["version"] = "2.0", ["generator"] = "GlacierFunctions" },
            ["scene"] = 0,
            ["scenes"] = new JsonArray(new JsonObject { ["name"] = name, ["nodes"] = new JsonArray(0) }),
            ["nodes"] = new JsonArray(new JsonObject { ["name"] = name, ["mesh"] = 0, ["extras"] = extras.DeepClone() }),
            ["meshes"] = new JsonArray(new JsonObject
            {
                ["name"] = name,
                ["primitives"] = new JsonArray(new JsonObject
                {
                    ["attributes"] = new JsonObject { ["POSITION"] = 0, ["NORMAL"] = 1, ["TEXCOORD_0"] = 2 },
                    ["indices"] = 3,
                    ["material"] = 0,
                    ["mode"] = 4,
                }),
            }),
            ["materials"] = new JsonArray(new JsonObject
            {
                ["name"] = "ground",
                ["pbrMetallicRoughness"] = new JsonObject { ["baseColorTexture"] = new JsonObject { ["index"] = 0 }, ["metallicFactor"] = 0, ["roughnessFactor"] = 1 },
                ["doubleSided"] = true,
            }),
            ["textures"] = new JsonArray(new JsonObject { ["sampler"] = 0, ["source"] = 0 }),
            ["samplers"] = new JsonArray(new JsonObject { ["magFilter"] = Linear, ["minFilter"] = LinearMipmapLinear, ["wrapS"] = ClampToEdge, ["wrapT"] = ClampToEdge }),
            ["images"] = new JsonArray(new JsonObject { ["name"] = "ground from above, synthetic", ["mimeType"] = "image/jpeg", ["bufferView"] = 4 }),
            ["accessors"] = new JsonArray(
                Accessor(0, Floats, mesh.Positions.Count, "VEC3", lowest, highest), Accessor(1, Floats, mesh.Normals.Count, "VEC3"),
                Accessor(2, Floats, mesh.TextureCoordinates.Count, "VEC2"), Accessor(3, UnsignedInts, mesh.Indices.Count, "SCALAR")),
            ["bufferViews"] = views,
            ["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = offset }),
        };
        var text = Encoding.UTF8.GetBytes(json.ToJsonString());
        Word(stream, Magic);
        Word(stream, 2);
        Word(stream, (uint)(12 + 8 + Padded(text.Length) + 8 + offset));
        Word(stream, (uint)Padded(text.Length));
        Word(stream, JsonChunk);
        Put(stream, text, (byte)' ');
        Word(stream, (uint)offset);
        Word(stream, BinaryChunk);
        foreach (var part in parts)
        {
            Put(stream, part, 0);
        }
    }

    private static JsonObject Accessor(int view, int type, int count, string shape, Vector3? lowest = null, Vector3? highest = null)
    {
        var accessor = new JsonObject { ["bufferView"] = view, ["componentType"] = type, ["count"] = count, ["type"] = shape };
        if (lowest is { } low && highest is { } high)
        {
            accessor["min"] = new JsonArray(low.X, low.Y, low.Z);
            accessor["max"] = new JsonArray(high.X, high.Y, high.Z);
        }

        return accessor;
    }

    // chunks and what they hold begin at multiples of four bytes
    private static int Padded(int length) => (length + 3) / 4 * 4;

    private static void Put(Stream stream, byte[] bytes, byte padding)
    {
        stream.Write(bytes);
        for (var k = bytes.Length; k < Padded(bytes.Length); k++)
        {
            stream.WriteByte(padding);
        }
    }

    private static void Word(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
