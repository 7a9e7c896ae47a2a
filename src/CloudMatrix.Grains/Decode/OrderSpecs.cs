using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What an order asks for, checked.</summary>
/// <param name="Decode">The decode.</param>
/// <param name="Generation">The texts that it generates; null for a run that prices.</param>
internal sealed record OrderSpecs(DecodeSpec Decode, GenerationSpec? Generation)
{
    /// <summary>Checks an order.</summary>
    /// <exception cref="Model.ConfigurationException">All that is wrong with it.</exception>
    public static OrderSpecs Read(DecodeOrder order)
    {
        if (order.Generation is not { } options)
        {
            return new OrderSpecs(DecodeSpecReader.Read(order.Options), null);
        }

        var generation = GenerationSpecReader.Read(options with { Decode = order.Options });
        return new OrderSpecs(generation.Decode, generation);
    }
}
