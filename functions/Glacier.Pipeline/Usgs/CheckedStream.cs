using System.Security.Cryptography;

namespace Glacier.Pipeline.Usgs;

/// <summary>Counts and hashes what is read; a read that brings nothing for too long, and a file that is too long, are errors.</summary>
internal sealed class CheckedStream(Stream source, string? hash, long largest, TimeSpan stall) : IDisposable
{
    private readonly IncrementalHash? _hash = Algorithm(hash) is { } algorithm ? IncrementalHash.CreateHash(algorithm) : null;

    /// <summary>Bytes read so far.</summary>
    public long Length { get; private set; }

    /// <summary>Fills the buffer as far as there is something.</summary>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    /// <exception cref="InvalidDataException">More came than allowed.</exception>
    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(stall);
            int count;
            try
            {
                count = await source.ReadAsync(buffer[filled..], patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"no byte in {stall.TotalSeconds} s");
            }

            if (count == 0)
                break;
            _hash?.AppendData(buffer.Span.Slice(filled, count));
            filled += count;
            Length += count;
            if (Length > largest)
                throw new InvalidDataException($"more than {largest} bytes");
        }

        return filled;
    }

    /// <summary>The hash of what was read, hexadecimal; null where none was asked for or its kind is unknown.</summary>
    public string? Hash() => _hash is null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash?.Dispose();

    private static HashAlgorithmName? Algorithm(string? name) => name?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "MD5" => HashAlgorithmName.MD5,
        "SHA1" => HashAlgorithmName.SHA1,
        "SHA256" => HashAlgorithmName.SHA256,
        _ => null,
    };
}
