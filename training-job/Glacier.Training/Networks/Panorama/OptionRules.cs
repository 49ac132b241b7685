using System.Globalization;

namespace Glacier.Training.Networks.Panorama;

/// <summary>Rules of a network's sizes.</summary>
internal static class OptionRules
{
    /// <summary>The rules that do not hold, their members with a prefix.</summary>
    public static IEnumerable<(string Member, string Found, string Expected)> Broken(string prefix, params (bool Holds, string Member, object Found, string Expected)[] rules) =>
        rules.Where(rule => !rule.Holds).Select(rule => (prefix + rule.Member, Convert.ToString(rule.Found, CultureInfo.InvariantCulture)!, rule.Expected));
}
