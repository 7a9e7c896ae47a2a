namespace CloudMatrix.Simulation;

/// <summary>Where the columns of an Azure trace stand.</summary>
internal readonly record struct AzureColumns(int TimestampAt, int ContextAt, int GeneratedAt)
{
    /// <summary>The column of the arrival.</summary>
    public const string Timestamp = "TIMESTAMP";

    /// <summary>The column of the prompt's tokens.</summary>
    public const string Context = "ContextTokens";

    /// <summary>The column of the generated tokens.</summary>
    public const string Generated = "GeneratedTokens";

    /// <summary>Finds them in a header; null where one is missing.</summary>
    public static AzureColumns? In(string[] header)
    {
        var columns = new AzureColumns(
            Array.IndexOf(header, Timestamp), Array.IndexOf(header, Context), Array.IndexOf(header, Generated));
        return columns is { TimestampAt: >= 0, ContextAt: >= 0, GeneratedAt: >= 0 } ? columns : null;
    }
}
