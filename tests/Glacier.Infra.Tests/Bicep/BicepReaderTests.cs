namespace Glacier.Infra.Tests.Bicep;

public sealed class BicepReaderTests
{
    private const string Sample = """
        // a comment with a 'quote'
        targetScope = 'subscription'
        @description('It\'s used.')
        param used string = 'x'
        param unused array
        var both = { a: [1, used], b: { c: 'd ${used}' } }
        resource one 'A.B/c@2024-01-01' = if (!empty(used)) {
          name: 'n'
          properties: { list: [
            { x: 1, y: f(2, 3) }
          ] }
          resource child 'd' = {
            name: 'm'
          }
        }
        module two 'modules/two.bicep' = [for each in both.a: {
          name: 'two-${each}'
          params: { p: both.b.c }
        }]
        output o string = one.name
        """;

    private readonly BicepFile _file = BicepReader.Read("sample", Sample);

    [Fact]
    public void Declarations_are_found_with_their_values()
    {
        Assert.Equal("subscription", _file.Scope);
        Assert.Equal(["used", "unused"], _file.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("'x'", _file.Parameters[0].Default);
        Assert.Equal("'d ${used}'", ((BicepText)_file.Variables["both"].At("b/c")!).Text);
        Assert.Equal([("A.B/c", "2024-01-01"), ("A.B/c/d", "2024-01-01")], _file.Resources.Select(resource => (resource.Type, resource.Version)));
        var list = (BicepArray)_file.Resources[0].Body.At("properties/list")!;
        Assert.Equal("f(2, 3)", list.Items[0].TextAt("y"));
        Assert.Equal("both.b.c", _file.Modules.Single().Body.TextAt("params/p"));
        Assert.Equal("string = one.name", _file.Outputs["o"]);
    }

    [Fact]
    public void A_use_is_counted_in_code_and_in_holes_of_strings_only()
    {
        Assert.Equal(3, _file.Uses("used"));
        Assert.Equal(0, _file.Uses("unused"));
    }

    [Theory]
    [InlineData("resource a 'B/c@1' = {\n  name: 'n'\n", "ends too early")]
    [InlineData("param a string = 'x\n", "string is not closed")]
    [InlineData("parameter a string", "no declaration")]
    public void A_broken_file_is_an_error(string text, string message) =>
        Assert.Matches(message, Assert.Throws<FormatException>(() => BicepReader.Read("broken", text)).Message);
}
