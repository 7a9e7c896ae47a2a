using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>A machine of 16 dies and a model of 32 experts: all that the real ones have, in milliseconds.</summary>
internal static class Toy
{
    /// <summary>Four nodes of two packages of two dies, slow enough that work, not launches, sets the times.</summary>
    public static MachineSpec Machine { get; } = Shrink(DefaultMachine.Read());

    /// <summary>One dense layer, three that route, one that drafts.</summary>
    public static ModelShape Model { get; } = new()
    {
        Name = "toy",
        Layers = 4,
        DenseLayers = 1,
        MtpLayers = 1,
        HiddenSize = 1024,
        DenseIntermediateSize = 2048,
        MoeIntermediateSize = 512,
        RoutedExperts = 32,
        ExpertsPerToken = 4,
        SharedExperts = 1,
        ExpertGroups = 4,
        GroupsPerToken = 2,
        VocabularySize = 8192,
        MaxContext = 16384,
        TiedEmbeddings = false,
        Attention = new LatentAttention(8, 256, 128, 64, 32, 64),
    };

    /// <summary>All of the machine, with an odd batch: half of the dies hold one request more than others.</summary>
    public static DecodeOptions Options { get; } = new()
    {
        Machine = Machine,
        Model = Model,
        Npus = 8,
        Batch = 5,
        KvLength = 1024,
        Steps = 2,
        SharedCopies = 3,
        Redundant = 5,
        Microbatches = 2,
        AttentionAics = 2,
        Routing = new RoutingSpec(RoutingKind.Skewed, 0.5),
        Seed = 20_250_612,
    };

    /// <summary>
    /// Slow memory and a slow port: a long context and many rows are worth hiding behind one another. The operating
    /// point is open.
    /// </summary>
    public static DecodeOptions Open { get; } = Options with
    {
        Machine = Machine with
        {
            Operators = Machine.Operators with { HbmAchieved = new BytesPerSecond(20e9) },
            ExpertParallel = Machine.ExpertParallel with { PortRate = new BytesPerSecond(0.2e9) },
            Die = Machine.Die with
            {
                Bf16Peak = new OperationsPerSecond(20e12),
                Int8Peak = new OperationsPerSecond(40e12),
            },
        },
        Microbatches = null,
        AttentionAics = null,
    };

    public static DecodeSpec Spec { get; } = DecodeSpecReader.Read(Options);

    /// <summary>A run at the operating point that the options name.</summary>
    public static DecodeRunSpec Run(DecodeOptions options)
    {
        var spec = DecodeSpecReader.Read(options);
        var microbatches = spec.Microbatches ?? 1;
        var cores = spec.Machine.Die.MatrixCores;
        return new DecodeRunSpec(spec, new OperatingPoint(microbatches, spec.AttentionCores ?? cores));
    }

    private static MachineSpec Shrink(MachineSpec machine) => machine with
    {
        Name = "toy",
        Nodes = 4,
        NpusPerNode = 2,
        Die = machine.Die with
        {
            MatrixCores = 4,
            VectorCores = 8,
            Bf16Peak = new OperationsPerSecond(2e12),
            Int8Peak = new OperationsPerSecond(4e12),
            HbmCapacity = Bytes.FromGB(1),
        },
        Operators = machine.Operators with
        {
            OperatorLaunch = VirtualDuration.FromMicroseconds(2),
            GraphLaunch = VirtualDuration.FromMicroseconds(40),
        },
    };
}
