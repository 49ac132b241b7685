using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Tests.Views;

namespace Glacier.Terrain.Tests.Flight;

/// <summary>The rules of the glTF 2.0 specification, read from the bytes.</summary>
public class GlbFileTests
{
    [Fact]
    public void A_model_is_binary_glTF_whose_chunks_views_accessors_and_indices_agree()
    {
        var dem = Scenes.Rough();
        dem[3, 70] = float.NaN;
        var mesh = TerrainMesh.Of(dem, 3000);
        // five bytes: what follows must still begin at a multiple of four
        byte[] picture = [0xFF, 0xD8, 1, 2, 3];
        using var memory = new MemoryStream();
        GlbFile.Write(memory, mesh, picture, "Glacier \"1880\"", new JsonObject { ["offset"] = new JsonArray(mesh.East, mesh.North, mesh.Elevation), ["referenceSystem"] = "EPSG:2056" });
        var file = memory.ToArray();

        Assert.Equal("glTF"u8.ToArray(), file[..4]);
        Assert.Equal(2u, Word(file, 4));
        Assert.Equal((uint)file.Length, Word(file, 8));
        var jsonLength = (int)Word(file, 12);
        Assert.Equal(("JSON", 0, 0), (System.Text.Encoding.ASCII.GetString(file, 16, 4), jsonLength % 4, file.Length % 4));
        using var document = JsonDocument.Parse(file.AsMemory(20, jsonLength));
        var json = document.RootElement;
        var binaryAt = 20 + jsonLength;
        Assert.Equal("BIN\0", System.Text.Encoding.ASCII.GetString(file, binaryAt + 4, 4));
        var binary = file.AsSpan(binaryAt + 8).ToArray();
        Assert.Equal(binary.Length, (int)Word(file, binaryAt));
        Assert.Equal(binary.Length, json.GetProperty("buffers")[0].GetProperty("byteLength").GetInt32());
        Assert.Equal("2.0", json.GetProperty("asset").GetProperty("version").GetString());

        // views lie in the buffer, aligned, one behind the other
        var views = json.GetProperty("bufferViews").EnumerateArray().Select(view => (At: view.GetProperty("byteOffset").GetInt32(), Length: view.GetProperty("byteLength").GetInt32())).ToArray();
        for (var k = 0; k < views.Length; k++)
        {
            Assert.Equal(0, views[k].At % 4);
            Assert.InRange(views[k].At + views[k].Length, 1, k + 1 < views.Length ? views[k + 1].At : binary.Length);
        }

        var accessors = json.GetProperty("accessors").EnumerateArray().ToArray();
        (int Type, string Shape, int Bytes)[] kinds = [(5126, "VEC3", 12), (5126, "VEC3", 12), (5126, "VEC2", 8), (5125, "SCALAR", 4)];
        for (var k = 0; k < 4; k++)
        {
            Assert.Equal((kinds[k].Type, kinds[k].Shape), (accessors[k].GetProperty("componentType").GetInt32(), accessors[k].GetProperty("type").GetString()));
            Assert.Equal(views[accessors[k].GetProperty("bufferView").GetInt32()].Length, accessors[k].GetProperty("count").GetInt32() * kinds[k].Bytes);
        }

        var positions = MemoryMarshal.Cast<byte, Vector3>(binary.AsSpan(views[0].At, views[0].Length)).ToArray();
        Assert.Equal(mesh.Positions, positions);
        Assert.Equal(Numbers(accessors[0].GetProperty("min")), (float[])[positions.Min(p => p.X), positions.Min(p => p.Y), positions.Min(p => p.Z)]);
        Assert.Equal(Numbers(accessors[0].GetProperty("max")), (float[])[positions.Max(p => p.X), positions.Max(p => p.Y), positions.Max(p => p.Z)]);
        var indices = MemoryMarshal.Cast<byte, uint>(binary.AsSpan(views[3].At, views[3].Length)).ToArray();
        Assert.Equal(0, indices.Length % 3);
        Assert.All(indices, index => Assert.True(index < positions.Length));
        Assert.Equal(picture, binary[views[4].At..(views[4].At + views[4].Length)]);

        // every reference names something that there is
        var primitive = json.GetProperty("meshes")[0].GetProperty("primitives")[0];
        Assert.Equal([0, 1, 2], primitive.GetProperty("attributes").EnumerateObject().Select(attribute => attribute.Value.GetInt32()));
        Assert.Equal((3, 0, 4), (primitive.GetProperty("indices").GetInt32(), primitive.GetProperty("material").GetInt32(), json.GetProperty("images")[0].GetProperty("bufferView").GetInt32()));
        Assert.Equal("image/jpeg", json.GetProperty("images")[0].GetProperty("mimeType").GetString());
        var node = json.GetProperty("nodes")[json.GetProperty("scenes")[json.GetProperty("scene").GetInt32()].GetProperty("nodes")[0].GetInt32()];
        Assert.Equal("Glacier \"1880\"", node.GetProperty("name").GetString());
        Assert.Equal("EPSG:2056", node.GetProperty("extras").GetProperty("referenceSystem").GetString());
        Assert.Equal([mesh.East, mesh.North, mesh.Elevation], node.GetProperty("extras").GetProperty("offset").EnumerateArray().Select(number => number.GetDouble()));
    }

    private static uint Word(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static float[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetSingle())];
}
