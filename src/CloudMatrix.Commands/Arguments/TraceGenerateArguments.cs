using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>trace generate</c>.</summary>
internal sealed class TraceGenerateArguments
{
    private static readonly TraceOptions Defaults = new();

    private readonly Option<int?> _requests = OptionKinds.Whole(
        "--requests", $"Requests, 1 to 10000000 (default {Defaults.Requests}).");

    private readonly Option<double?> _rate = OptionKinds.Number(
        "--rate", $"Requests a second, above 0 to 100000 (default {Defaults.Rate}).");

    private readonly Option<ArrivalSpec?> _arrivals = OptionKinds.Arrivals(
        "--arrivals",
        $"poisson, or bursty[:CV] with a spread CV of the gaps from 0.1 to 10 (default {Defaults.Arrivals}).");

    private readonly Option<LengthSpec?> _input = OptionKinds.Length(
        "--input-tokens", $"Tokens of prompts: mean, and spread over the mean (default {Defaults.InputTokens}).");

    private readonly Option<LengthSpec?> _output = OptionKinds.Length(
        "--output-tokens", $"Tokens that are generated, likewise (default {Defaults.OutputTokens}).");

    private readonly Option<string?> _lengthsFrom = OptionKinds.File(
        "--lengths-from", "FILE", "A trace that lends its requests' lengths, prompt and output together.");

    private readonly Option<double?> _prefixShare = OptionKinds.Number(
        "--prefix-share",
        $"Share of all blocks that an earlier prompt has too, 0 to 0.95 (default {Defaults.PrefixShare}).");

    private readonly Option<TraceFormat?> _format = OptionKinds.OneOf(
        "--format",
        "What the file looks like; azure names no blocks (default mooncake).",
        ("mooncake", TraceFormat.Mooncake),
        ("azure", TraceFormat.Azure));

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number (default {Defaults.Seed}).");

    private readonly Option<string?> _out = OptionKinds.File(
        "--out", "FILE", "Where to write it; gzipped if the name ends in .gz.");

    /// <summary>Whether the summary is JSON.</summary>
    public JsonArgument Json { get; } = new();

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        Array.ForEach<Option>(
            [_requests, _rate, _arrivals, _input, _output, _lengthsFrom, _prefixShare, _format, _seed, _out],
            command.Add);
        Json.AddTo(command);
    }

    /// <summary>Reads what to generate.</summary>
    public TraceOptions Read(ParseResult parse, CommandFaults faults)
    {
        var format = faults.ValueOf(parse, _format) ?? Defaults.Format;
        if (format == TraceFormat.Azure && parse.GetResult(_prefixShare) is not null)
        {
            faults.Add(
                _prefixShare, $"an Azure trace names no blocks; leave it out, or write {_format.Name} mooncake.");
        }

        return ReadLengths(parse, faults) with
        {
            Requests = faults.ValueOf(parse, _requests) ?? Defaults.Requests,
            Rate = faults.ValueOf(parse, _rate) ?? Defaults.Rate,
            Arrivals = faults.ValueOf(parse, _arrivals) ?? Defaults.Arrivals,
            PrefixShare = faults.ValueOf(parse, _prefixShare) ?? Defaults.PrefixShare,
            Format = format,
            Seed = faults.ValueOf(parse, _seed) ?? Defaults.Seed,
        };
    }

    /// <summary>Reads where to write it; null where that has faults.</summary>
    public (OutputFile File, string Path)? ReadOutput(ParseResult parse, CommandFaults faults)
    {
        faults.AddIfNotGiven(parse, _out, "needed; say where, e.g. --out my-trace.jsonl.gz.");
        return faults.OutputOf(parse, _out) is { } file ? (file, faults.ValueOf(parse, _out)!) : null;
    }

    private TraceOptions ReadLengths(ParseResult parse, CommandFaults faults)
    {
        var (input, output) = (faults.ValueOf(parse, _input), faults.ValueOf(parse, _output));
        if (faults.ValueOf(parse, _lengthsFrom) is not { } path)
        {
            return new TraceOptions
            {
                InputTokens = input ?? Defaults.InputTokens,
                OutputTokens = output ?? Defaults.OutputTokens,
            };
        }

        if (input is not null || output is not null)
        {
            faults.Add(
                _lengthsFrom, $"given beside {_input.Name} or {_output.Name}; lengths come from one of them.");
        }

        return new TraceOptions { LengthsFrom = faults.ReadFile(_lengthsFrom, () => TraceReader.FromFile(path)) };
    }
}
