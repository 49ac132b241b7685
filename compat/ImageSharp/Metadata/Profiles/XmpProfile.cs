using System.Text;
using System.Xml.Linq;

namespace SixLabors.ImageSharp.Metadata.Profiles.Xmp;

/// <summary>An XMP packet.</summary>
public sealed class XmpProfile : IDeepCloneable<XmpProfile>
{
    private readonly byte[] _data;

    public XmpProfile(byte[]? data) => _data = data ?? [];

    public XDocument? GetDocument()
    {
        var text = Encoding.UTF8.GetString(_data).Trim('\0', ' ', '\uFEFF');
        return text.Length == 0 ? null : XDocument.Parse(text);
    }

    public byte[] ToByteArray() => (byte[])_data.Clone();

    public XmpProfile DeepClone() => new(ToByteArray());
}
