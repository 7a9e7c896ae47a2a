using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Runs a model over the texts one layer at a time, so that never more than one layer's rows are kept: whoever steps
/// through it finds in the layers of each step the rows that they multiplied.
/// </summary>
internal sealed class CalibrationRun
{
    // An expert that the gate chose for fewer rows is shown others of its layer too.
    private const int FewRows = 32;

    private readonly DeepSeekModel _model;
    private readonly TokenBatch _batch;
    private readonly float[] _hidden;

    /// <summary>Embeds the texts.</summary>
    public CalibrationRun(DeepSeekModel model, CalibrationTexts texts)
    {
        _model = model;
        _batch = new TokenBatch(
            AttentionForm.Expanded, [.. texts.Texts.Select(text => new SequenceTokens(model.NewSequence(), text))]);
        _hidden = new float[_batch.Rows * model.Spec.Shape.HiddenSize];
        model.Embed(_batch, _hidden);
    }

    /// <summary>How many steps there are in a model.</summary>
    public static int StepsOf(DeepSeekModel model) => model.Layers.Length + model.MtpLayers.Length + 1;

    /// <summary>What the names of the linear layers of a step begin with; nothing for the last, the head's.</summary>
    public static string PrefixOf(DeepSeekModel model, int step) =>
        step < StepsOf(model) - 1 ? $"{DecoderLayer.NameOf(step)}." : string.Empty;

    /// <summary>Runs one step; all of them are run, one after the other.</summary>
    /// <param name="step">0 to the steps − 1.</param>
    /// <param name="groups">The linear layers of the step.</param>
    public void Run(int step, IReadOnlyList<LinearGroup> groups)
    {
        var layers = _model.Layers.Length;
        if (step < layers)
        {
            _model.Layers[step].Run(_batch, _hidden);
            ShowRows(_model.Layers[step], groups);
        }
        else if (step < layers + _model.MtpLayers.Length)
        {
            RunMtp(_model.MtpLayers[step - layers], groups);
            ShowRows(_model.MtpLayers[step - layers].Layer, groups);
        }
        else if (groups.Count > 0)
        {
            _model.Logits(_hidden, new float[_batch.Rows * _model.Spec.Shape.VocabularySize]);
        }
    }

    // A row of it joins a hidden state and the token after it: every row but the last of each text.
    private void RunMtp(MtpLayer layer, IReadOnlyList<LinearGroup> groups)
    {
        var width = _model.Spec.Shape.HiddenSize;
        var next = new TokenBatch(
            AttentionForm.Expanded,
            [.. _batch.Sequences.Select(text => new SequenceTokens(layer.NewSequence(), text.Tokens[1..]))]);
        var hidden = new List<float>();
        var first = 0;
        foreach (var (_, tokens) in _batch.Sequences)
        {
            hidden.AddRange(_hidden.AsSpan(first * width, (tokens.Length - 1) * width));
            first += tokens.Length;
        }

        float[] rows = [.. hidden];
        layer.Run(next, rows);
        if (groups.SelectMany(group => group.Layers).Any(linear => linear.Plan.Kind == LinearKind.Sensitive))
        {
            layer.Logits(rows, new float[next.Rows * _model.Spec.Shape.VocabularySize]);
        }
    }

    private static void ShowRows(DecoderLayer layer, IReadOnlyList<LinearGroup> groups)
    {
        if (layer.Experts is not { } experts)
        {
            return;
        }

        var shared = groups.Single(group => group.Layers.Any(linear => linear.Plan.Name.EndsWith(
            ".mlp.experts.0.gate_proj", StringComparison.Ordinal)));
        var source = shared.Busiest.Sample;
        var count = Math.Min(source.Count, FewRows);
        var rows = source.Rows[..(count * shared.Width)].ToArray();
        var packed = new byte[count * experts.RowBytes];
        var answers = new byte[count * experts.AnswerBytes];
        experts.Pack(rows, packed);
        for (var expert = 0; expert < experts.Count; expert++)
        {
            var gate = shared.Layers.First(linear => linear.Plan.Name.EndsWith(
                $".experts.{expert}.gate_proj", StringComparison.Ordinal));
            if (gate.Sample.Count < FewRows)
            {
                experts.Answer(new ExpertId(expert), packed, answers);
            }
        }
    }
}
