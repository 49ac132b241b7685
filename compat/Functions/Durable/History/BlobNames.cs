using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.History;

/// <summary>Where in the hub's container what lies. Characters of an instance id that blob names do not carry safely are written as ~XX.</summary>
internal static class BlobNames
{
    public const string Instances = "instances/";

    public static string Instance(string instanceId) => Instances + Escape(instanceId);

    public static string History(string instanceId, string executionId) => $"{Histories(instanceId)}{executionId}";

    public static string Histories(string instanceId) => $"history/{Escape(instanceId)}/";

    public static string Payload(string instanceId, string hash) => $"{Payloads(instanceId)}{hash}";

    public static string Payloads(string instanceId) => $"payloads/{Escape(instanceId)}/";

    public static string Escape(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_')
            {
                name.Append((char)unit);
            }
            else
            {
                name.Append(CultureInfo.InvariantCulture, $"~{unit:X2}");
            }
        }

        return name.ToString();
    }
}
