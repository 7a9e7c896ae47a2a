using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A decode run, checked: every engine that is given the same specification gives the same report.</summary>
public sealed record DecodeSpec
{
    /// <summary>What it was made of: what another host needs to make the same specification.</summary>
    public required DecodeOptions Options { get; init; }

    /// <summary>The machine.</summary>
    public required MachineSpec Machine { get; init; }

    /// <summary>What is down on its bus.</summary>
    public required FabricHealth Fabric { get; init; }

    /// <summary>The model.</summary>
    public required ModelShape Model { get; init; }

    /// <summary>NPUs of the instance; it stands on the machine's first ones.</summary>
    public required int Npus { get; init; }

    /// <summary>Requests for each NPU; some have one less where they are no multiple of the NPUs.</summary>
    public required int BatchPerNpu { get; init; }

    /// <summary>Requests of the instance; null where each NPU has its batch.</summary>
    public int? Requests { get; init; }

    /// <summary>Requests of the instance.</summary>
    public int RequestCount => Requests ?? (BatchPerNpu * Npus);

    /// <summary>Mean context of a request during the run, in tokens.</summary>
    public required int KvLength { get; init; }

    /// <summary>Decode steps.</summary>
    public required int Steps { get; init; }

    /// <summary>1 or 2; null for the faster one at this operating point.</summary>
    public required int? Microbatches { get; init; }

    /// <summary>Matrix cores of stream 0; null for the fastest split.</summary>
    public required int? AttentionCores { get; init; }

    /// <summary>Whether nothing of the operating point is left to be found.</summary>
    public bool PointIsGiven => this is { Microbatches: 1 } or { Microbatches: 2, AttentionCores: not null };

    /// <summary>Layers that draft a token to verify: 0 or 1.</summary>
    public required int MtpLayers { get; init; }

    /// <summary>Share of drafted tokens that are accepted, 0 to 1.</summary>
    public required double Acceptance { get; init; }

    /// <summary>How tokens choose experts.</summary>
    public required RoutingSpec Routing { get; init; }

    /// <summary>Where expert slots live.</summary>
    public required SlotMap Slots { get; init; }

    /// <summary>How the host launches graphs.</summary>
    public required GraphLaunch GraphLaunch { get; init; }

    /// <summary>The seed of every random number of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Dies of the instance: its ranks.</summary>
    public int Dies => Npus * Machine.DiesPerNpu;

    /// <summary>Nodes that the instance stands on; the last may be partly its own.</summary>
    public int Nodes => (Dies + Machine.DiesPerNode - 1) / Machine.DiesPerNode;

    /// <summary>Tokens that each request feeds in a step: its last one and those drafted.</summary>
    public int TokensPerRequest => 1 + MtpLayers;

    /// <summary>Tokens that a request gains in a step, on average.</summary>
    public double TokensPerStep => 1 + (MtpLayers * Acceptance);

    /// <summary>
    /// Rows that a token sends in a MoE layer: its routed experts, and the shared one where there is one.
    /// </summary>
    public int RowsPerToken => Model.ExpertsPerToken + (Slots.SharedSlots.Length > 0 ? 1 : 0);

    /// <summary>Layers that route, those that draft included.</summary>
    public int RoutedLayers => Model.Layers - Model.DenseLayers + MtpLayers;

    /// <summary>Requests of one microbatch on one die: dealt in turn to dies, then to microbatches.</summary>
    /// <param name="die">The rank.</param>
    /// <param name="microbatch">From 0.</param>
    /// <param name="microbatches">How many there are.</param>
    public int RequestsOn(int die, int microbatch, int microbatches) =>
        Dealt(Dealt(RequestCount, die, Dies), microbatch, microbatches);

    /// <summary>The most rows that a rank sends in a microbatch of one layer.</summary>
    public int RowsMax(int microbatch, int microbatches) =>
        RequestsOn(0, microbatch, microbatches) * TokensPerRequest * RowsPerToken;

    /// <summary>The most requests that one die holds.</summary>
    public int RequestsPerDieMax => Dealt(RequestCount, 0, Dies);

    // What place i of n gets when items are dealt in turn: ⌈(items − i) ÷ n⌉.
    private static int Dealt(long items, int place, int places) => (int)((items - place + places - 1) / places);
}
