using System.Net;
using System.Net.Sockets;

namespace Glacier.Cli.Local;

/// <summary>Chooses ports on the loopback interface.</summary>
internal static class FreePort
{
    /// <summary>The wished port when nobody listens there, else one the system gives.</summary>
    public static int Near(int wished)
    {
        foreach (var port in new[] { wished, 0 })
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.ExclusiveAddressUse = true;
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException exception) when (port != 0 && exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // taken: ask the system for any
            }
        }

        throw new IOException("no free port on the loopback interface");
    }
}
