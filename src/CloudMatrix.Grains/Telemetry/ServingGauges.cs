using System.Diagnostics.Metrics;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>How services and their instances stand on this silo: told when someone asks, not when it changes.</summary>
internal static class ServingGauges
{
    private const string State = "state";
    private const string Request = "{request}";

    /// <summary>Adds them to a meter.</summary>
    /// <param name="meter">The silo's.</param>
    /// <param name="board">Where services and instances are shown.</param>
    public static void AddTo(Meter meter, ServiceBoard board)
    {
        meter.CreateObservableGauge(
            "cloudmatrix.serving.requests",
            () => board.Services.SelectMany(RequestsOf),
            Request,
            "Requests that have arrived and not ended, by where they are.");
        meter.CreateObservableGauge(
            "cloudmatrix.serving.modelled",
            () => board.Services.Select(facts =>
                Of(facts, (facts.Status.Now - VirtualTime.Zero).TotalSeconds)),
            "s",
            "Virtual time of the service.");
        meter.CreateObservableGauge(
            "cloudmatrix.serving.wall_to_modelled",
            () => board.Services.Where(facts => facts.WallRatio is not null)
                .Select(facts => Of(facts, facts.WallRatio!.Value)),
            "1",
            "Real over virtual time since the run began here.");
        meter.CreateObservableGauge(
            "cloudmatrix.serving.sequences",
            () => board.Instances.SelectMany(SequencesOf),
            Request,
            "Requests in an instance, by what they do there.");
        meter.CreateObservableGauge(
            "cloudmatrix.serving.kv.blocks",
            () => board.Instances.SelectMany(BlocksOf),
            "{block}",
            "KV blocks of all dies of an instance.");
    }

    private static Measurement<double> Of(ServiceFacts facts, double value) =>
        new(value, new KeyValuePair<string, object?>(GrainsTelemetry.Service, facts.Service));

    private static IEnumerable<Measurement<long>> RequestsOf(ServiceFacts facts)
    {
        yield return Requests(facts.Waiting, "waiting");
        yield return Requests(facts.Prefilling, "prefill");
        yield return Requests(facts.Decoding, "decode");

        Measurement<long> Requests(int count, string state) =>
            new(count, new(GrainsTelemetry.Service, facts.Service), new(State, state));
    }

    private static IEnumerable<Measurement<long>> SequencesOf(ServingInstanceFacts facts)
    {
        yield return Of(facts, facts.Running, (State, "running"));
        yield return Of(facts, facts.Waiting, (State, "waiting"));
        if (facts.Part.Kind == PartKind.Decode)
        {
            yield return Of(facts, facts.Reserved, (State, "reserved"));
        }
    }

    private static IEnumerable<Measurement<long>> BlocksOf(ServingInstanceFacts facts)
    {
        yield return Of(facts, facts.KvBlocksUsed, ("use", "used"));
        yield return Of(facts, facts.KvBlocksFree, ("use", "free"));
    }

    private static Measurement<long> Of(ServingInstanceFacts facts, long value, (string Name, string Value) label) =>
        new(
            value,
            new(GrainsTelemetry.Service, facts.Service),
            new(GrainsTelemetry.Part, facts.Part.ToString()),
            new(label.Name, label.Value));
}
