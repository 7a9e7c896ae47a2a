using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A run that was made ready on this silo.</summary>
/// <param name="Spec">The run.</param>
/// <param name="PayloadOf">What flows through it at some ranks: counts, or the tokens of a real model.</param>
/// <param name="ExpertsIn">The expert that a slot holds in each layer; none where it holds the shared one.</param>
internal sealed record DecodeSetup(
    DecodeSpec Spec,
    Func<DecodeRunSpec, IEnumerable<RankId>, IDecodePayload> PayloadOf,
    Func<SlotId, IEnumerable<ExpertId>> ExpertsIn)
{
    /// <summary>A run that prices.</summary>
    public static DecodeSetup Of(DecodeSpec spec, LayerRouters routers) =>
        new(spec, (run, _) => new CountsPayload(run, routers), routers.ExpertsIn);

    /// <summary>A run that generates.</summary>
    public static DecodeSetup Of(GenerationSpec spec, ShardedModel sharded) => new(
        spec.Decode, (run, ranks) => new TokenPayload(spec, run.Point, sharded, ranks), sharded.ExpertsIn);
}
