using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Rounds the large matrices of a checkpoint to 8 bits and writes what another loading maps. Rows of one layer are in
/// memory at a time, and of its matrices those that judge a transform.
/// </summary>
/// <remarks>
/// <code>
/// texts ─▶ layer after layer in bfloat16 ─▶ rows of each linear layer
/// rows  ─▶ transform of the group (scale search, rotation) ─▶ each matrix: clip, round, compensate ─▶ file
/// </code>
/// </remarks>
public sealed class CheckpointQuantizer : IDisposable
{
    private readonly string _folder;
    private readonly QuantizationParts _parts;
    private readonly CalibrationTexts _texts;
    private readonly DeepSeekModel _model;
    private readonly QuantizedLayout _layout;

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="folder">In the Hugging Face layout, with weights in floats.</param>
    /// <param name="parts">Which parts of the scheme are used.</param>
    /// <param name="texts">What is looked at; null for what the folder has for that.</param>
    /// <exception cref="ConfigurationException">
    /// It cannot be loaded, or is rounded already; holds all faults.
    /// </exception>
    public CheckpointQuantizer(string folder, QuantizationParts parts, CalibrationTexts? texts = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var recorder = new LinearRecorder();
        _folder = folder;
        _parts = parts;
        _model = DeepSeekModel.LoadObserved(folder, recorder);
        try
        {
            _texts = texts ?? CalibrationTexts.OfFolder(folder, _model.Spec);
            string[] prefixes =
            [
                .. Enumerable.Range(0, Steps).Select(step => CalibrationRun.PrefixOf(_model, step)),
            ];
            _layout = new QuantizedLayout(_model.Checkpoint, recorder.Layers, prefixes, parts);
        }
        catch
        {
            _model.Dispose();
            throw;
        }
    }

    /// <summary>Steps of <see cref="Write"/>: layers, layers for multi-token prediction, head.</summary>
    public int Steps => CalibrationRun.StepsOf(_model);

    /// <summary>
    /// Writes <c>model.safetensors</c> and <c>config.json</c>, and copies what stands beside the weights.
    /// </summary>
    /// <param name="target">A folder that exists.</param>
    /// <param name="stepDone">Is told of each step that is done.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public QuantizeReport Write(string target, Action<int>? stepDone = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        using (var stream = File.Create(Path.Combine(target, CheckpointFiles.Weights)))
        {
            var writer = new SafetensorsWriter(stream, _layout.Tensors);
            foreach (var tensor in _layout.Copied)
            {
                tensor.ReadBytes(bytes => writer.Write(tensor.Name, bytes));
            }

            var run = new CalibrationRun(_model, _texts);
            for (var step = 0; step < Steps; step++)
            {
                RunStep(run, step, writer);
                stepDone?.Invoke(step + 1);
            }

            writer.Finish();
        }

        QuantizedFolder.WriteBeside(_folder, target, _parts);
        return Report(new FileInfo(Path.Combine(target, CheckpointFiles.Weights)).Length);
    }

    /// <summary>Unmaps the checkpoint.</summary>
    public void Dispose() => _model.Dispose();

    private void RunStep(CalibrationRun run, int step, SafetensorsWriter writer)
    {
        run.Run(step, _layout.Steps[step]);
        foreach (var group in _layout.Steps[step])
        {
            WriteGroup(group, writer);
            foreach (var layer in group.Layers)
            {
                layer.Sample.Clear();
            }
        }
    }

    private void WriteGroup(LinearGroup group, SafetensorsWriter writer)
    {
        var transform = TransformSearch.Run(group, _parts);
        var format = group.FormatOf(transform, _parts);
        if (_parts.HasFlag(QuantizationParts.ScaleSearch))
        {
            float[] scales = transform.ChannelScales ?? [.. Enumerable.Repeat(1f, group.Width)];
            writer.Write(Int8Names.ChannelScales(group.Input), scales);
        }

        if (_parts.HasFlag(QuantizationParts.OutlierSuppression))
        {
            writer.Write<float>(Int8Names.RotationBlock(group.Input), [transform.RotationBlock]);
        }

        if (format.FixedScale is { } scale)
        {
            writer.Write(Int8Names.InputScale(group.Input), [scale]);
        }

        foreach (var layer in group.Layers)
        {
            var rounding = new LinearRounding(layer, format, transform, _parts);
            writer.Write(layer.Plan.Tensor, rounding.Matrix.Numbers);
            writer.Write(Int8Names.WeightScale(layer.Plan.Tensor), rounding.Matrix.Scales);
            if (rounding.Bias is { } bias)
            {
                writer.Write(Int8Names.Bias(layer.Plan.Name), bias);
            }
        }
    }

    private QuantizeReport Report(long bytes)
    {
        var groups = _layout.Steps.SelectMany(step => step).ToList();
        var plans = groups.SelectMany(group => group.Layers).Select(layer => layer.Plan).ToList();
        return new QuantizeReport
        {
            ModelName = _model.Spec.Shape.Name,
            Parts = QuantizationPartNames.Of(_parts),
            Calibration = _texts.Source,
            CalibrationTokens = _texts.Texts.Sum(text => text.Length),
            RoundedMatrices = plans.Count,
            RoundedNumbers = plans.Sum(plan => (long)plan.Size.Outputs * plan.Size.Inputs),
            BytesBefore = _model.MappedSize.Count,
            BytesAfter = bytes,
        };
    }
}
