using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options that say whether instances change their roles.</summary>
internal sealed class ElasticArguments
{
    private readonly Option<bool> _elastic = new("--elastic")
    {
        Description = "Change how many prefill and decode instances there are while requests are served: "
            + "for what they are promised, at the time that loading the model takes.",
    };

    private readonly Option<int?> _npusMax = OptionKinds.Whole(
        "--npus-max", "With --elastic: NPUs that instances may stand on (default those of the first instances).");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_elastic);
        command.Add(_npusMax);
    }

    /// <summary>Reads them; null where roles are fixed.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="promise">What requests are promised.</param>
    public ElasticOptions? Read(ParseResult parse, CommandFaults faults, ServiceLevel promise)
    {
        var npusMax = faults.ValueOf(parse, _npusMax);
        if (parse.GetValue(_elastic))
        {
            return new ElasticOptions { Promise = promise, NpusMax = npusMax };
        }

        if (npusMax is not null)
        {
            faults.Add(_npusMax, "given without --elastic.");
        }

        return null;
    }
}
