using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What becomes of each request: the one place where tokens are counted.</summary>
/// <param name="seed">The run's seed, for reports of what is broken.</param>
internal sealed class RequestLedger(ulong seed)
{
    private readonly List<RequestRecord> _records = [];
    private readonly List<int> _ended = [];

    /// <summary>The requests, in the order in which they came.</summary>
    public IReadOnlyList<RequestRecord> Records => _records;

    /// <summary>Which instances there were for them, and when.</summary>
    public RoleLog Roles { get; } = new();

    /// <summary>Requests that have completed or are refused.</summary>
    public int Ended => _ended.Count;

    /// <summary>Their numbers, in the order in which they ended.</summary>
    public IReadOnlyList<int> EndedInOrder => _ended;

    /// <summary>One more request.</summary>
    /// <param name="arrivesAt">When.</param>
    /// <param name="inputTokens">Tokens of its prompt.</param>
    /// <param name="outputTokens">Tokens to be generated; the first comes with the prompt, asked for or not.</param>
    /// <returns>Its number.</returns>
    public int Add(VirtualTime arrivesAt, int inputTokens, int outputTokens)
    {
        _records.Add(new RequestRecord
        {
            Request = _records.Count,
            ArrivedAt = arrivesAt,
            InputTokens = inputTokens,
            OutputTokens = Math.Max(1, outputTokens),
        });
        return _records.Count - 1;
    }

    /// <summary>Whether what is said of an attempt still has a meaning.</summary>
    public bool IsUnderWay(Attempt attempt) =>
        _records[attempt.Request] is { Outcome: ServedAs.Pending } record && record.Retries == attempt.Number;

    /// <summary>The attempt under way.</summary>
    public Attempt AttemptOf(int request) => new(request, _records[request].Retries);

    /// <summary>Something that a request needed is lost: the next attempt begins.</summary>
    /// <param name="attempt">The attempt that has ended.</param>
    /// <param name="generated">Tokens that it had brought and that were not yet counted.</param>
    /// <param name="now">When.</param>
    public void Retry(Attempt attempt, int generated, VirtualTime now)
    {
        Gain(attempt.Request, generated, now);
        _records[attempt.Request].Retries++;
    }

    /// <summary>A request has gained tokens.</summary>
    /// <exception cref="InvariantViolationException">These are more than it asked for.</exception>
    public void Gain(int request, int tokens, VirtualTime now)
    {
        var record = _records[request];
        record.Generated += tokens;
        if (tokens > 0)
        {
            record.FirstTokenAt ??= now;
        }

        if (record.Generated > record.OutputTokens)
        {
            throw Violated(request, now, $"at most {record.OutputTokens} tokens", $"{record.Generated}");
        }
    }

    /// <summary>Texts that somebody watches have grown.</summary>
    public void Show(ImmutableArray<TextProgress> texts)
    {
        foreach (var text in texts)
        {
            if (IsUnderWay(text.Attempt))
            {
                var record = _records[text.Attempt.Request];
                record.Shown = record.Generated + text.Generated;
            }
        }
    }

    /// <summary>A request's text is complete.</summary>
    /// <exception cref="InvariantViolationException">It is not.</exception>
    public void Complete(int request, VirtualTime now)
    {
        var record = _records[request];
        if (record.Generated != record.OutputTokens)
        {
            throw Violated(request, now, $"{record.OutputTokens} tokens", $"{record.Generated}");
        }

        End(record, ServedAs.Completed, now);
    }

    /// <summary>A request is refused.</summary>
    public void Refuse(int request, ServedAs why, VirtualTime now) => End(_records[request], why, now);

    private void End(RequestRecord record, ServedAs outcome, VirtualTime now)
    {
        _ended.Add(record.Request);
        record.Outcome = outcome;
        record.EndedAt = now;
    }

    private InvariantViolationException Violated(int request, VirtualTime at, string expected, string actual) =>
        new(new InvariantViolation("EachTokenOnce", at, $"request {request}", expected, actual, seed));
}
