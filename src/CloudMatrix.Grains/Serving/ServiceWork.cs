using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a service is to do, checked.</summary>
/// <param name="Order">What was asked for.</param>
/// <param name="Service">What it is made of.</param>
/// <param name="Replay">The trace that it replays; null for an open service.</param>
internal sealed record ServiceWork(ServiceOrder Order, ServingSpec Service, ReplaySpec? Replay)
{
    /// <summary>Whether the scheduler is told of each iteration's tokens: somebody may watch.</summary>
    public TokenNews News => Replay is null ? TokenNews.EachIteration : TokenNews.AtTheEnd;

    /// <summary>Checks an order.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with it.</exception>
    public static ServiceWork Read(ServiceOrder order)
    {
        if (order.Replay is { } options)
        {
            var replay = ReplaySpecReader.Read(options with { Service = HostedTimes.Require(options.Service) });
            return new ServiceWork(order, replay.Service, replay);
        }

        return order.Pace is { } pace && !(pace > 0)
            ? throw new ConfigurationException([$"pace: {pace} is out of range; above 0, or none."])
            : new ServiceWork(order, ServingSpecReader.Read(HostedTimes.Require(order.Open!)), null);
    }

    /// <summary>The service before anything has happened, with all requests of its trace before it.</summary>
    public ServingDesk NewDesk() => Replay is { } replay ? ServingDesk.For(replay) : new ServingDesk(Service);
}
