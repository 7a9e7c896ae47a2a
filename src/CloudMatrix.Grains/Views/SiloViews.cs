using System.Text.Json;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>Shows this silo, without a call to any of its grains.</summary>
internal sealed class SiloViews(
    HostedParts parts, DecodeRuns runs, UbLedger ledger, UbPrices prices, ServiceBoard board)
{
    /// <summary>The document of what people see now; the next steps that end are kept in more detail.</summary>
    public byte[] Write()
    {
        foreach (var part in parts.All)
        {
            part.Look();
        }

        var messages = ledger.Ports.Aggregate(default(BusUse), (sum, port) => sum + port.Use);
        var view = new SiloView(
            [.. runs.Hosted.Select(RunView.Of)],
            [.. parts.All.Select(PartView.Of)],
            prices.Down,
            new MessagesView(messages.Bytes, messages.Messages))
        {
            Services = [.. board.Services.Select(ServiceView.Of)],
            Instances = [.. board.Instances.Select(ServingInstanceView.Of)],
            Pools = [.. board.Pools.GroupBy(facts => facts.Pool).Select(PoolView.Of)],
        };
        return JsonSerializer.SerializeToUtf8Bytes(view, JsonSerializerOptions.Web);
    }
}
