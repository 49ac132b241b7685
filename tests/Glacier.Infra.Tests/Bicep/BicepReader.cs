using System.Text.RegularExpressions;

namespace Glacier.Infra.Tests.Bicep;

/// <summary>Reads the structure of Bicep files: declarations, and the objects and arrays in them. Other expressions are kept as text.</summary>
/// <exception cref="FormatException">Something does not end, or is none of the declarations known.</exception>
public sealed partial class BicepReader
{
    private readonly string _path;
    private readonly string _text;
    private readonly List<BicepResource> _resources = [];
    private int _at;

    private BicepReader(string path, string text) => (_path, _text) = (path, text);

    /// <summary>Reads a file.</summary>
    public static BicepFile Read(string path) => Read(path, File.ReadAllText(path));

    /// <summary>Reads a text.</summary>
    public static BicepFile Read(string path, string text)
    {
        var reader = new BicepReader(path, text.ReplaceLineEndings("\n"));
        try
        {
            return reader.Declarations();
        }
        catch (Exception early) when (early is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw reader.Bad("it ends too early");
        }
    }

    /// <summary>Every identifier outside comments and literal text; names of members before a colon are left out.</summary>
    public static IEnumerable<string> Names(string text)
    {
        var code = Comment().Replace(text, "");
        code = Literal().Replace(code, match => string.Join(' ', Hole().Matches(match.Value).Select(hole => hole.Groups[1].Value)) + " ");
        return Identifier().Matches(code).Select(match => match.Value);
    }

    private BicepFile Declarations()
    {
        string? scope = null;
        var parameters = new List<BicepParameter>();
        var variables = new Dictionary<string, BicepValue>();
        var modules = new List<BicepModule>();
        var outputs = new Dictionary<string, string>();
        var decorators = new List<string>();
        for (SkipBlank(); _at < _text.Length; SkipBlank())
        {
            if (_text[_at] == '@')
            {
                decorators.Add(Raw());
                continue;
            }

            var word = Word();
            switch (word)
            {
                case "targetScope":
                    Expect('=');
                    scope = Raw().Trim('\'');
                    break;
                case "param":
                    var line = Raw();
                    var split = line.Split('=', 2);
                    var declared = split[0].Trim().Split(' ', 2);
                    parameters.Add(new BicepParameter(declared[0], declared[1].Trim(), split.Length > 1 ? split[1].Trim() : null, [.. decorators]));
                    break;
                case "var":
                    var variable = Word();
                    Expect('=');
                    variables[variable] = Value();
                    break;
                case "resource":
                    Resource("");
                    break;
                case "module":
                    var module = Word();
                    var path = Quoted();
                    Expect('=');
                    modules.Add(new BicepModule(module, path, Body()));
                    break;
                case "output":
                    var output = Word();
                    outputs[output] = Raw();
                    break;
                default:
                    throw Bad($"'{word}' is no declaration");
            }

            decorators.Clear();
        }

        return new BicepFile(_path, _text, scope, parameters, variables, _resources, modules, outputs);
    }

    private void Resource(string parent)
    {
        var name = Word();
        var type = Quoted().Split('@');
        SkipBlank();
        var existing = _text[_at..].StartsWith("existing", StringComparison.Ordinal);
        if (existing)
            Word();
        Expect('=');
        var full = parent.Length > 0 ? $"{parent.Split('@')[0]}/{type[0]}" : type[0];
        var version = type.Length > 1 ? type[1] : parent.Split('@')[^1];
        var place = _resources.Count;
        var body = Body($"{full}@{version}");
        _resources.Insert(place, new BicepResource(name, full, version, existing, body));
    }

    // { … }, if (…) { … } or [for … : { … }]
    private BicepObject Body(string parent = "")
    {
        SkipBlank();
        if (_text[_at] == '[')
        {
            _at = _text.IndexOf(": {", _at, StringComparison.Ordinal) + 1;
            var looped = Object(parent);
            Expect(']');
            return looped;
        }

        if (_text[_at] != '{')
        {
            Word();
            SkipBalanced();
        }

        return Object(parent);
    }

    private BicepObject Object(string parent = "")
    {
        Expect('{');
        var members = new Dictionary<string, BicepValue>();
        for (SkipBlank(); _text[_at] != '}'; SkipBlank())
        {
            if (_text[_at] == ',')
            {
                _at++;
                continue;
            }

            var name = _text[_at] == '\'' ? Quoted() : Word();
            if (name == "resource" && _text[_at] == ' ')
            {
                Resource(parent);
                continue;
            }

            Expect(':');
            members.Add(name, Value());
        }

        _at++;
        return new BicepObject(members);
    }

    private BicepValue Value()
    {
        SkipBlank();
        if (_text[_at] == '{')
            return Object();
        if (_text[_at] != '[' || _text[_at..].StartsWith("[for", StringComparison.Ordinal))
            return new BicepText(Raw());
        _at++;
        var items = new List<BicepValue>();
        for (SkipBlank(); _text[_at] != ']'; SkipBlank())
        {
            if (_text[_at] == ',')
                _at++;
            else
                items.Add(Value());
        }

        _at++;
        return new BicepArray(items);
    }

    // up to the end of the line, a comma or a closing bracket, whatever comes first outside brackets and strings
    private string Raw()
    {
        SkipBlanksInLine();
        var from = _at;
        while (_at < _text.Length && _text[_at] is not ('\n' or ',' or ']' or '}' or ')'))
        {
            if (_text[_at] is '(' or '[' or '{')
                SkipBalanced();
            else if (_text[_at] == '\'')
                SkipString();
            else
                _at++;
        }

        return _text[from.._at].Trim();
    }

    private void SkipBalanced()
    {
        SkipBlank();
        var depth = 0;
        do
        {
            if (_at >= _text.Length)
                throw Bad("a bracket is not closed");
            if (_text[_at] == '\'')
            {
                SkipString();
                continue;
            }

            depth += _text[_at] is '(' or '[' or '{' ? 1 : _text[_at] is ')' or ']' or '}' ? -1 : 0;
            _at++;
        }
        while (depth > 0);
    }

    private void SkipString()
    {
        for (_at++; _at < _text.Length && _text[_at] != '\''; _at++)
        {
            if (_text[_at] == '\\')
                _at++;
            else if (_text[_at] == '\n')
                throw Bad("a string is not closed");
        }

        _at++;
    }

    private string Quoted()
    {
        SkipBlank();
        var from = _at;
        SkipString();
        return _text[(from + 1)..(_at - 1)];
    }

    private string Word()
    {
        SkipBlank();
        var from = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        return _at > from ? _text[from.._at] : throw Bad($"a name is missing at '{_text[_at..Math.Min(_at + 20, _text.Length)]}'");
    }

    private void Expect(char wanted)
    {
        SkipBlank();
        if (_at >= _text.Length || _text[_at] != wanted)
            throw Bad($"'{wanted}' is missing");
        _at++;
    }

    private void SkipBlanksInLine()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private void SkipBlank()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at..].StartsWith("//", StringComparison.Ordinal)))
            _at = _text[_at] == '/' ? _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length : _at + 1;
    }

    private FormatException Bad(string what) => new($"{_path}, line {_text[..Math.Min(_at, _text.Length)].Count(letter => letter == '\n') + 1}: {what}");

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"'(?:[^'\\\n]|\\.)*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<!\\)\$\{([^}]*)\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"(?<![\w.])(?!(?<=(?:^|[{,])\s*)[A-Za-z_]\w*\s*:)[A-Za-z_]\w*", RegexOptions.Multiline)]
    private static partial Regex Identifier();
}
