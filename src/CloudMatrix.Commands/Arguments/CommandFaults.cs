using System.CommandLine;
using System.CommandLine.Parsing;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>
/// Collects all that is wrong with a command, one line each, so that one message shows everything: what could not be
/// parsed, and what the floors below say of the rest.
/// </summary>
/// <remarks>
/// Where an option cannot be read its default stands in, so that the others can be checked; what is then said of the
/// default is no fault of the user's and is left out.
/// </remarks>
internal sealed class CommandFaults
{
    private const string Down = "--down";

    // What can be judged without a machine and a model.
    private static readonly string[] AlwaysJudged =
    [
        "--steps", "--microbatches", "--acceptance", "--tokens", "--groups", "--m", "--n", "--k", "--requests",
        "--rate", "--speed", "--limit", "--slo-ttft", "--slo-tpot", "--attainment", "--prefix-share", "--models",
        "--instances", "--local-models", "--pooled-models", "--ports",
    ];

    // Options whose file says what the others may be.
    private static readonly string[] DescribedByFile = ["--machine", "--model"];

    private readonly List<string> _faults;
    private readonly HashSet<string> _options;
    private readonly HashSet<string> _unread;
    private bool _lacksFile;

    /// <summary>Begins with what could not be parsed.</summary>
    public CommandFaults(ParseResult parse)
    {
        _options = [.. parse.CommandResult.Command.Options.Select(option => option.Name)];
        _unread = [.. parse.Errors.Select(error => error.SymbolResult).OfType<OptionResult>().Select(NameOf)];
        _faults = [.. parse.Errors.Where(IsOfOption).Select(OfOption), .. OfWords(parse)];
        if (_faults.Count == 0)
        {
            _faults.AddRange(parse.Errors.Select(error => error.Message));
        }
    }

    /// <summary>Adds a fault of one option.</summary>
    public void Add(Option option, string fault) => _faults.Add($"{option.Name}: {fault}");

    /// <summary>Adds a fault of an option that is not given; one that could not be read has its own.</summary>
    public void AddIfNotGiven(ParseResult parse, Option option, string fault)
    {
        if (parse.GetResult(option) is null)
        {
            Add(option, fault);
            _unread.Add(option.Name);
        }
    }

    /// <summary>The value of an option; <c>default</c> where it is not given or could not be read.</summary>
    public T? ValueOf<T>(ParseResult parse, Option<T> option) =>
        _unread.Contains(option.Name) ? default : parse.GetValue(option);

    /// <summary>Reads the file that an option names; null where the file has faults.</summary>
    public T? ReadFile<T>(Option option, Func<T> read)
        where T : class
    {
        var file = Try(read, fault => $"{option.Name}: {fault}");
        if (file is null)
        {
            _unread.Add(option.Name);
            _lacksFile |= DescribedByFile.Contains(option.Name);
        }

        return file;
    }

    /// <summary>The file that a run is to leave behind; null where the option is not given.</summary>
    public OutputFile? OutputOf(ParseResult parse, Option<string?> option)
    {
        var file = ValueOf(parse, option) is { } path ? new OutputFile(path) : null;
        if (file?.FindFault() is { } fault)
        {
            Add(option, fault);
        }

        return file;
    }

    /// <summary>Does what checks options by their names without dashes; null where it finds faults.</summary>
    public T? Check<T>(Func<T> check)
        where T : class => Try(check, Judged);

    /// <summary>Does what names its options itself; null where it finds faults.</summary>
    public T? Collect<T>(Func<T> read)
        where T : class => Try(read, fault => fault);

    /// <summary>Throws if anything was wrong.</summary>
    /// <exception cref="ConfigurationException">All faults at once.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(_faults);
        }
    }

    // What is said of a fault may be nothing.
    private T? Try<T>(Func<T> read, Func<string, string?> say)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            _faults.AddRange(exception.Faults.Select(say).OfType<string>());
            return null;
        }
    }

    private static bool IsOfOption(ParseError error) => error.SymbolResult is OptionResult;

    private static string OfOption(ParseError error)
    {
        var result = (OptionResult)error.SymbolResult!;
        var times = result.IdentifierTokenCount;
        var fault = result.Tokens.Count == 0 ? $"needs a value, {result.Option.HelpName}."
            : times > 1 && result.Option.Arity.MaximumNumberOfValues == 1 ? $"given {times} times; give it once."
            : error.Message;
        return $"{NameOf(result)}: {fault}";
    }

    private static string NameOf(OptionResult result) => result.Option.Name;

    // A word beside an unknown option is most likely its value.
    private static IEnumerable<string> OfWords(ParseResult parse)
    {
        var help = $"{PathOf(parse.CommandResult)} --help";
        var options = parse.UnmatchedTokens.Where(token => token.StartsWith('-')).ToList();
        return options.Count > 0
            ? options.Select(option => $"{option}: unknown option; '{help}' shows those there are.")
            : parse.UnmatchedTokens.Select(word => $"{word}: not understood; '{help}' shows what is.");
    }

    private static string PathOf(CommandResult result) => result.Parent is CommandResult parent
        ? $"{PathOf(parent)} {result.Command.Name}"
        : result.Command.Name;

    // The floors name an option without its dashes; parts of the network are named by --down alone.
    private string? Judged(string fault)
    {
        var key = $"--{fault.Split(':')[0]}";
        var option = _options.Contains(key) ? key : Down;
        var line = option == key ? $"--{fault}" : $"{Down}: {fault}";
        var isJudged = !_unread.Contains(option) && (!_lacksFile || AlwaysJudged.Contains(option));
        return isJudged ? line : null;
    }
}
