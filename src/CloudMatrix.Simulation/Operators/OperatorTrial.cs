using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Prices single operators alone on a whole die, as operator benchmarks measure them.</summary>
public static class OperatorTrial
{
    private const int DimensionMax = 1 << 20;

    /// <summary>A grouped INT8 matrix product.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static GemmReport Gemm(GemmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        faults.RequireRange("groups", options.Groups, (1, 1024), "independent products");
        faults.RequireRange("m", options.M, (1, DimensionMax), "rows of each product");
        faults.RequireRange("n", options.N, (1, DimensionMax), "columns");
        faults.RequireRange("k", options.K, (1, DimensionMax), "inner dimension");
        faults.ThrowIfAny();

        var machine = options.Machine;
        var shape = new GemmShape(RowGroups.Equal(options.Groups, options.M), options.N, options.K);
        var work = GemmCost.QuantisedWork(shape, DieShare.Whole(machine));
        var time = work.TimeOn(machine);
        return new GemmReport(
            machine.Name,
            options.Groups,
            options.M,
            options.N,
            options.K,
            time.TotalMicroseconds,
            shape.Operations / time.TotalSeconds / machine.Die.Int8Peak.Value,
            work.MemoryBytes / time.TotalSeconds / 1e9);
    }

    /// <summary>An attention kernel.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static MlaReport Mla(MlaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var heads = options.Heads ?? options.Model.Attention.Heads;
        var faults = new Faults();
        faults.RequireRange("requests", options.Requests, (1, 4096), "requests on one die");
        faults.RequireRange("tokens", options.TokensPerRequest, (1, 64), "query tokens of each request");
        faults.RequireRange("heads", heads, (1, options.Model.Attention.Heads), "the model's query heads");
        faults.RequireRange("kv-length", options.KvLength, (1, options.Model.MaxContext), "the model's context");
        faults.ThrowIfAny();

        var machine = options.Machine;
        var model = options.Model with { Attention = options.Model.Attention.WithHeads(heads) };
        var batch = AttentionBatch.Of(options.Requests, options.TokensPerRequest, options.KvLength);
        var time = FusedAttentionCost.TimeAlone(model, batch, DieShare.Whole(machine));
        var operations = FusedAttentionCost.Operations(model, batch);
        var bytes = FusedAttentionCost.CacheBytes(model, batch);
        var computeSeconds = operations / (machine.Operators.AttentionUtilization * machine.Die.Bf16Peak.Value);
        return new MlaReport(
            machine.Name,
            model.Name,
            options.Requests,
            options.TokensPerRequest,
            heads,
            options.KvLength,
            time.TotalMicroseconds,
            operations / time.TotalSeconds / machine.Die.Bf16Peak.Value,
            bytes / time.TotalSeconds / 1e9,
            computeSeconds > bytes / machine.Operators.HbmAchieved.Value ? "compute" : "memory");
    }
}
