using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>Writes a checkpoint that computes the same as another, and is hard to round to 8 bits.</summary>
public static class OutlierCheckpoint
{
    /// <summary>Writes <c>model.safetensors</c>, and copies what stands beside the weights.</summary>
    /// <param name="folder">A checkpoint with weights in F32 or BF16.</param>
    /// <param name="target">A folder that exists.</param>
    /// <exception cref="ConfigurationException">
    /// It cannot be read, or stores weights otherwise; names tensors.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(target);
        var spec = DeepSeekSpecReader.FromFolder(folder);
        using var checkpoint = Checkpoint.Open(folder);
        var outliers = new ChannelOutliers(spec, name => checkpoint.Find(name) is not null);
        CheckpointTensor[] tensors =
        [
            .. checkpoint.Names.Order(StringComparer.Ordinal).Select(name => checkpoint.Find(name)!),
        ];
        Check(tensors, outliers);
        using (var stream = File.Create(Path.Combine(target, CheckpointFiles.Weights)))
        {
            var writer = new SafetensorsWriter(
                stream, [.. tensors.Select(tensor => new TensorPlan(tensor.Name, tensor.Format, tensor.Shape))]);
            foreach (var tensor in tensors)
            {
                Write(writer, tensor, outliers.Of(tensor.Name));
            }

            writer.Finish();
        }

        CheckpointFiles.CopyBeside(folder, target);
        File.Copy(Path.Combine(folder, CheckpointFiles.Config), Path.Combine(target, CheckpointFiles.Config));
    }

    private static void Check(IEnumerable<CheckpointTensor> tensors, ChannelOutliers outliers)
    {
        List<string> faults =
        [
            .. tensors.Where(tensor => outliers.Of(tensor.Name) is not (null, null))
                .Where(tensor => tensor.Format is not (TensorFormat.F32 or TensorFormat.Bf16))
                .Select(tensor => $"{tensor.Name}: {tensor.Description} is not stored as F32 or BF16"),
            .. tensors.Where(tensor => outliers.Of(tensor.Name) is { Columns: { } columns }
                    && tensor.Shape[^1] != columns.Length)
                .Select(tensor => $"{tensor.Name}: is {tensor.Description}, which config.json does not ask for"),
        ];
        if (faults.Count > 0)
        {
            throw new ConfigurationException(FaultList.Shorten(faults));
        }
    }

    private static void Write(SafetensorsWriter writer, CheckpointTensor tensor, (float[]? Rows, float[]? Columns) by)
    {
        if (by is (null, null))
        {
            tensor.ReadBytes(bytes => writer.Write(tensor.Name, bytes));
            return;
        }

        var width = (int)tensor.Shape[^1];
        var row = new float[width];
        var bits = new ushort[width];
        for (var i = 0; i < tensor.Count / width; i++)
        {
            var read = MappedMatrix.Read(tensor, (long)i * width, row);
            TensorPrimitives.Multiply(read, by.Rows?[i] ?? 1, row);
            if (by.Columns is { } columns)
            {
                TensorPrimitives.Multiply(row, columns, row);
            }

            BFloat16.Narrow(row, bits);
            writer.Write(tensor.Name, tensor.Format == TensorFormat.F32
                ? MemoryMarshal.AsBytes(row)
                : MemoryMarshal.AsBytes(bits));
        }
    }
}
