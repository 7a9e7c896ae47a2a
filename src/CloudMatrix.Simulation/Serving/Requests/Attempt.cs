namespace CloudMatrix.Simulation;

/// <summary>
/// One attempt to serve a request. What is said of an earlier attempt than the one under way has no meaning any more.
/// </summary>
/// <param name="Request">The request: its place in the trace.</param>
/// <param name="Number">From 0; one more each time that something it needs was lost.</param>
internal readonly record struct Attempt(int Request, int Number)
{
    /// <summary>E.g. "request 17, attempt 0".</summary>
    public override string ToString() => $"request {Request}, attempt {Number}";
}
