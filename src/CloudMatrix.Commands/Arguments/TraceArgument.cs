using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options that say what trace is meant, and what becomes of lines that cannot be read.</summary>
internal sealed class TraceArgument
{
    private readonly Option<string?> _trace = OptionKinds.File(
        "--trace", "FILE", "Request trace: Mooncake JSON lines or Azure CSV, told apart by content, gzipped or not.");

    private readonly Option<bool> _skip = new("--skip-bad-lines")
    {
        Description = "Leave out lines that cannot be read, and name them.",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_trace);
        command.Add(_skip);
    }

    /// <summary>The trace; null where none is named, or the named one has faults.</summary>
    public Trace? Read(ParseResult parse, CommandFaults faults)
    {
        if (faults.ValueOf(parse, _trace) is { } path)
        {
            return faults.ReadFile(
                _trace, () => TraceReader.FromFile(path, parse.GetValue(_skip) ? BadLines.Skip : BadLines.Refuse));
        }

        faults.AddIfNotGiven(
            parse, _trace, "needed; say which file, e.g. --trace samples/traces/conversation.jsonl.");
        return null;
    }
}
