namespace Glacier.Infra.Tests.Bicep;

/// <summary>A value in a Bicep file: an object, an array, a string, or any other expression as its text.</summary>
public abstract record BicepValue
{
    /// <summary>All strings and expressions below, with the path of members that leads there.</summary>
    public IEnumerable<(string Path, string Text)> Leaves(string path = "") => this switch
    {
        BicepObject members => members.Members.SelectMany(member => member.Value.Leaves($"{path}/{member.Key}")),
        BicepArray items => items.Items.SelectMany(item => item.Leaves(path + "[]")),
        BicepText text => [(path, text.Text)],
        _ => [],
    };

    /// <summary>The value at a path of members such as <c>properties/siteConfig</c>; null where there is none.</summary>
    public BicepValue? At(string path) =>
        path.Split('/').Aggregate(this, (BicepValue? value, string name) => (value as BicepObject)?.Members.GetValueOrDefault(name));

    /// <summary>The text at a path, without quotes; null where there is none.</summary>
    public string? TextAt(string path) => (At(path) as BicepText)?.Text.Trim('\'');
}

/// <summary>An object.</summary>
public sealed record BicepObject(IReadOnlyDictionary<string, BicepValue> Members) : BicepValue;

/// <summary>An array.</summary>
public sealed record BicepArray(IReadOnlyList<BicepValue> Items) : BicepValue;

/// <summary>A string with its quotes, or any other expression.</summary>
public sealed record BicepText(string Text) : BicepValue;
