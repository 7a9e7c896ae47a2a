using CloudMatrix.Commands;

namespace CloudMatrix.Silo;

/// <summary>
/// Ends the process of a silo that its cluster goes on without: others take over what it did, and it must not go on.
/// </summary>
/// <remarks>Orleans' own way is a core dump. What else Orleans takes for fatal is a defect, and told as one.</remarks>
internal sealed class CountedOut : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        Console.Error.WriteLine(exception is null
            ? "The cluster has counted this silo out, which did not answer for a while: it ends, and the others go on "
                + $"with what it did. Start it again. ({context})"
            : $"A defect of this program: {context}: {exception}");
        Environment.Exit(exception is null ? ExitCode.Unavailable : ExitCode.Defect);
    }
}
