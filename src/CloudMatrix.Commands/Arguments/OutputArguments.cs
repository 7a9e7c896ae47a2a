using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>The options that say what a run leaves behind.</summary>
/// <param name="plotDescription">What the plot shows.</param>
internal sealed class OutputArguments(string plotDescription)
{
    private static readonly ImmutableArray<int> TraceDiesDefault = [0, 1];

    private readonly JsonArgument _json = new();

    private readonly Option<string?> _trace = OptionKinds.File(
        "--trace", "FILE", "Write a Chrome trace (https://ui.perfetto.dev) of the streams of a few dies.");

    private readonly Option<ImmutableArray<int>?> _traceDies = OptionKinds.Wholes(
        "--trace-dies", "Dies that the trace shows, from 0 (default 0,1).");

    private readonly Option<string?> _plot = OptionKinds.File("--plot", "FILE.svg", plotDescription);

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _json.AddTo(command);
        command.Add(_trace);
        command.Add(_traceDies);
        command.Add(_plot);
    }

    /// <summary>Reads and checks them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="dies">Dies of the instance; null where what is to run has faults already.</param>
    public RunOutputs Read(ParseResult parse, CommandFaults faults, int? dies)
    {
        var trace = faults.OutputOf(parse, _trace);
        var plot = faults.OutputOf(parse, _plot);
        if (trace is not null && plot is not null && faults.ValueOf(parse, _trace) == faults.ValueOf(parse, _plot))
        {
            faults.Add(_plot, $"{faults.ValueOf(parse, _plot)} is the file of {_trace.Name} too.");
        }

        var given = faults.ValueOf(parse, _traceDies);
        if (given is not null && trace is null)
        {
            faults.Add(_traceDies, $"given without {_trace.Name} FILE.");
        }

        return new RunOutputs
        {
            Json = _json.Read(parse),
            Trace = trace,
            TraceDies = dies is { } end ? Dies(given, end, faults) : [],
            Plot = plot,
        };
    }

    private ImmutableArray<RankId> Dies(ImmutableArray<int>? given, int end, CommandFaults faults)
    {
        foreach (var die in given?.Where(die => die < 0 || die >= end) ?? [])
        {
            faults.Add(_traceDies, $"{die} is out of range 0 to {end - 1} (the dies of the instance).");
        }

        return [.. (given ?? TraceDiesDefault).Where(die => die < end).Distinct().Select(die => new RankId(die))];
    }
}
