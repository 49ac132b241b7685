namespace Glacier.Cli;

/// <summary>What the process answers with.</summary>
public static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>It failed; the error says what and how to fix it.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int BadUsage = 2;

    /// <summary>Done, but some inputs were quarantined.</summary>
    public const int SomeQuarantined = 3;
}
