using System.CommandLine;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>The option that says what model is meant.</summary>
internal sealed class ModelArgument
{
    private readonly Option<string?> _model = OptionKinds.File(
        "--model", "FILE", "Hugging Face config.json of a mixture-of-experts model (default: DeepSeek-R1, built in).");

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_model);

    /// <summary>The model; DeepSeek-R1 where none is named, or the named one has faults.</summary>
    public ModelShape Read(ParseResult parse, CommandFaults faults) =>
        faults.ValueOf(parse, _model) is { } path
            ? faults.ReadFile(_model, () => ModelShapeReader.FromFile(path)) ?? DefaultModel.Read()
            : DefaultModel.Read();
}
