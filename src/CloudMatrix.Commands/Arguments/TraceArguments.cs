using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>The options that say what trace a run leaves behind, and of which dies.</summary>
internal sealed class TraceArguments
{
    private static readonly ImmutableArray<int> DiesDefault = [0, 1];

    private readonly Option<string?> _trace = OptionKinds.File(
        "--trace", "FILE", "Write a Chrome trace (https://ui.perfetto.dev) of the streams of a few dies.");

    private readonly Option<ImmutableArray<int>?> _traceDies = OptionKinds.Wholes(
        "--trace-dies", "Dies that the trace shows, from 0 (default 0,1).");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_trace);
        command.Add(_traceDies);
    }

    /// <summary>Where the trace goes, if anywhere.</summary>
    public OutputFile? ReadFile(ParseResult parse, CommandFaults faults) => OutputFile.Read(parse, faults, _trace);

    /// <summary>A fault where another output goes to the trace's file.</summary>
    public void RefuseAt(ParseResult parse, CommandFaults faults, Option<string?> other)
    {
        if (faults.ValueOf(parse, _trace) is { } path && path == faults.ValueOf(parse, other))
        {
            faults.Add(other, $"{path} is the file of {_trace.Name} too.");
        }
    }

    /// <summary>The dies that the trace shows.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="dies">Dies of the instance; null where what is to run has faults already.</param>
    public ImmutableArray<RankId> ReadDies(ParseResult parse, CommandFaults faults, int? dies)
    {
        var given = faults.ValueOf(parse, _traceDies);
        if (given is not null && faults.ValueOf(parse, _trace) is null)
        {
            faults.Add(_traceDies, $"given without {_trace.Name} FILE.");
        }

        if (dies is not { } end)
        {
            return [];
        }

        foreach (var die in given?.Where(die => die < 0 || die >= end) ?? [])
        {
            faults.Add(_traceDies, $"{die} is out of range 0 to {end - 1} (the dies of the instance).");
        }

        return [.. (given ?? DiesDefault).Where(die => die < end).Distinct().Select(die => new RankId(die))];
    }
}
