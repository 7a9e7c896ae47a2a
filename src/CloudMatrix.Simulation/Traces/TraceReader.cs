using System.IO.Compression;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Reads traces of either format, gzipped or not; what a file is shows in its first bytes.</summary>
/// <remarks>
/// The runtime finds a gzipped file that is cut short only with System.IO.Compression.UseStrictValidation in a
/// program's settings, which those of this repository have.
/// </remarks>
public static class TraceReader
{
    /// <summary>Faults that one message lists.</summary>
    private const int ShownFaults = 20;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Reads a trace.</summary>
    /// <exception cref="ConfigurationException">
    /// The file cannot be read, or has lines that cannot and are not to be skipped; names each with line and field.
    /// </exception>
    public static Trace FromFile(string path, BadLines badLines = BadLines.Refuse)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Read(Unpack(File.ReadAllBytes(path)), path, badLines);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ConfigurationException([$"{path}: cannot be read: {exception.Message}"]);
        }
    }

    /// <summary>Reads the bytes of a trace that is not gzipped.</summary>
    /// <param name="utf8">All of it.</param>
    /// <param name="source">Where it comes from, as faults name it.</param>
    /// <param name="badLines">What becomes of lines that cannot be read.</param>
    /// <exception cref="ConfigurationException">As for <see cref="FromFile"/>.</exception>
    public static Trace Read(ReadOnlyMemory<byte> utf8, string source, BadLines badLines)
    {
        ArgumentNullException.ThrowIfNull(source);
        var text = utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        var faults = new TraceFaults(source);
        var (format, requests) = Read(text, faults);
        if (faults.Lines.Count > 0 && (badLines == BadLines.Refuse || requests.Count == 0))
        {
            throw new ConfigurationException(faults.Shown(ShownFaults));
        }

        return requests.Count == 0
            ? throw new ConfigurationException([$"{source}: holds no request."])
            : new Trace
            {
                Format = format,
                Requests = [.. requests.OrderBy(request => request.ArrivesAt)],
                SkippedLines = [.. faults.Lines],
            };
    }

    private static (TraceFormat Format, List<TraceRequest> Requests) Read(
        ReadOnlyMemory<byte> text, TraceFaults faults)
    {
        var begin = text.Span.TrimStart(Blanks);
        if (begin.StartsWith("{"u8))
        {
            return (TraceFormat.Mooncake, MooncakeReader.Read(text, faults));
        }

        if (begin.IsEmpty || AzureReader.IsHeader(begin))
        {
            return (TraceFormat.Azure, AzureReader.Read(text, faults));
        }

        faults.Add(1, $"is neither a JSON object {{ … }} (Mooncake) nor the header {AzureReader.Header} (Azure).");
        return (TraceFormat.Azure, []);
    }

    private static byte[] Unpack(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(GzipMagic))
        {
            return bytes;
        }

        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
