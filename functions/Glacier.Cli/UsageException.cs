namespace Glacier.Cli;

/// <summary>A command line that parses but makes no sense: answered with <see cref="ExitCode.BadUsage"/>.</summary>
public sealed class UsageException(string message) : Exception(message);
