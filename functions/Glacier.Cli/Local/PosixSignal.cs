using System.Runtime.InteropServices;

namespace Glacier.Cli.Local;

/// <summary>Asking a process to end, which .NET's own Process cannot do.</summary>
internal static class PosixSignal
{
    private const int SigTerm = 15;

    /// <summary>Sends SIGTERM; a process that is gone already is no error.</summary>
    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
