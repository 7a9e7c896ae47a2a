using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>When prompts that arrive together at an idle prefill instance have their first tokens.</summary>
public static class FirstTokens
{
    /// <summary>Time to the first token, in milliseconds: the prompts' prefill as one batch.</summary>
    /// <param name="decode">The decode that they are for: gives machine, model, seed and what is down.</param>
    /// <param name="promptTokens">Tokens of each prompt.</param>
    /// <remarks>
    /// The instance is the paper's 16 NPUs, or as many as the model has heads for. Nobody waits for a batch before, and
    /// the handover to decode is not priced.
    /// </remarks>
    /// <exception cref="ConfigurationException">The model does not fit such an instance.</exception>
    public static double TtftMs(DecodeOptions decode, IEnumerable<int> promptTokens)
    {
        ArgumentNullException.ThrowIfNull(decode);
        var instance = new PrefillOptions
        {
            Machine = decode.Machine,
            Model = decode.Model,
            BatchTokens = 1,
            Prompt = 1,
            Down = decode.Down,
            Seed = decode.Seed,
        };
        var npusMax = Math.Min(decode.Machine.Npus, decode.Model.Attention.Heads / decode.Machine.DiesPerNpu);
        var spec = PrefillSpecReader.Read(instance with { Npus = Math.Clamp(instance.Npus, 1, Math.Max(1, npusMax)) });
        return new PrefillEstimator(spec)
            .TimeOf([.. promptTokens.Select(tokens => new PrefillSequence(tokens, CachedTokens: 0))])
            .TotalMilliseconds;
    }
}
