using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options that say what instances a service has.</summary>
internal sealed class InstanceArguments
{
    private static readonly ServingOptions Defaults = new();

    private readonly Option<int?> _prefills = OptionKinds.Whole(
        "--prefill", $"Prefill instances (default {Defaults.Prefills}).");

    private readonly Option<int?> _prefillNpus = OptionKinds.Whole(
        "--prefill-npus", $"NPUs of each (default {Defaults.PrefillNpus}).");

    private readonly Option<int?> _decodes = OptionKinds.Whole(
        "--decode", $"Decode instances (default {Defaults.Decodes}).");

    private readonly Option<int?> _decodeNpus = OptionKinds.Whole(
        "--decode-npus", $"NPUs of each (default {Defaults.DecodeNpus}).");

    private readonly Option<int?> _batch = OptionKinds.Whole(
        "--batch", $"Requests that an NPU may decode at the same time (default {Defaults.Batch}).");

    private readonly Option<CountOrAuto?> _microbatches = OptionKinds.WholeOrAuto(
        "--microbatches", "Interleaved microbatches of decode, 1 or 2; auto: the faster at each load (default auto).");

    private readonly Option<int?> _mtp = OptionKinds.Whole(
        "--mtp", "Layers that draft a token, 0 or 1 (default: 1 if the model has such a layer).");

    private Option[] Own =>
        [_prefills, _prefillNpus, _decodes, _decodeNpus, _batch, _microbatches, _mtp];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command) => Array.ForEach(Own, command.Add);

    /// <summary>Reads them into the options of a service.</summary>
    public ServingOptions Read(ParseResult parse, CommandFaults faults, ServingOptions service)
    {
        return service with
        {
            Prefills = Value(_prefills) ?? Defaults.Prefills,
            PrefillNpus = Value(_prefillNpus) ?? Defaults.PrefillNpus,
            Decodes = Value(_decodes) ?? Defaults.Decodes,
            DecodeNpus = Value(_decodeNpus) ?? Defaults.DecodeNpus,
            Batch = Value(_batch) ?? Defaults.Batch,
            Microbatches = Value(_microbatches)?.Count,
            Mtp = Value(_mtp),
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }
}
