using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Replay;

/// <summary>GUIDs that follow from a name: version 5 of RFC 9562 (SHA-1 of namespace and name).</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = new Guid("2c36b5a1-95c3-4b5f-9d64-6bd1c63f58f0").ToByteArray(bigEndian: true);

    public static Guid Of(string name)
    {
        var bytes = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
