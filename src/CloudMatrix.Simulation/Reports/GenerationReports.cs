using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Writes the report of a generation from its book and its dies' counts: one place for all engines.</summary>
internal static class GenerationReports
{
    /// <summary>The report of texts that have all ended.</summary>
    /// <param name="spec">What was generated.</param>
    /// <param name="point">How the instance ran its pipeline.</param>
    /// <param name="book">All requests.</param>
    /// <param name="run">The counts of all dies, the steps, and when the last one ended.</param>
    public static GenerationReport Write(
        GenerationSpec spec, OperatingPoint point, RequestBook book, (DieTally Tally, int Steps, VirtualTime Now) run)
    {
        var elapsed = run.Now - VirtualTime.Zero;
        var generated = book.Requests.Sum(request => request.Tokens.Count);
        return new GenerationReport
        {
            MachineName = spec.Decode.Machine.Name,
            ModelName = spec.Decode.Model.Name,
            Precision = spec.Precision.ToString().ToLowerInvariant(),
            Seed = spec.Sampling.Seed,
            Dies = spec.Decode.Dies,
            ExpertShards = spec.Decode.Slots.Slots,
            Requests = spec.Prompts.Length,
            Batch = spec.Decode.RequestCount,
            Microbatches = point.Microbatches,
            MtpLayers = spec.Decode.MtpLayers,
            KvLength = spec.Decode.KvLength,
            PromptTokens = spec.Prompts.Sum(prompt => prompt.Length),
            GeneratedTokens = generated,
            Steps = run.Steps,
            Drafted = book.Requests.Sum(request => request.Drafted),
            Accepted = book.Requests.Sum(request => request.Accepted),
            TtftMs = FirstTokens.TtftMs(
                spec.Decode.Options, spec.Prompts.Take(spec.Decode.RequestCount).Select(prompt => prompt.Length)),
            IterationMs = elapsed.TotalMilliseconds / run.Steps,
            TpotMs = TpotMsOf(book),
            TokensPerSecond = generated / elapsed.TotalSeconds,
            RowsDispatched = run.Tally.RowsDispatched,
            RowsCombined = run.Tally.RowsCombined,
            BytesOverUb = run.Tally.Bus.Bytes,
            Completions = [.. book.Requests.Select((request, i) => CompletionOf(spec, i, request))],
        };
    }

    // A request's first token comes from its prefill, before its first step.
    private static double TpotMsOf(RequestBook book)
    {
        var decoded = book.Requests.Sum(request => request.Tokens.Count - 1);
        var time = book.Requests.Sum(request => (request.LastAt - request.AdmittedAt).TotalMilliseconds);
        return decoded > 0 ? time / decoded : 0;
    }

    private static Completion CompletionOf(GenerationSpec spec, int index, RequestProgress request) => new(
        spec.Prompts[index].Length,
        [.. request.Tokens],
        spec.EndTokens.Contains(request.Tokens[^1]) ? "stop" : "length",
        request.Hidden.ToString("x16", CultureInfo.InvariantCulture));
}
