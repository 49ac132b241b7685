using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Resolves <c>%NAME%</c> in queue names, routes and schedules by the app's settings.</summary>
internal sealed partial class SettingNames(IConfiguration configuration)
{
    /// <summary>The text with every <c>%NAME%</c> replaced.</summary>
    /// <exception cref="InvalidOperationException">There is no setting of a name.</exception>
    public string Resolve(string text) => Reference().Replace(
        text,
        match => configuration[match.Groups[1].Value]
            ?? throw new InvalidOperationException($"'{text}' refers to the setting '{match.Groups[1].Value}', which does not exist."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
