using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>An instance of a service, as its service uses it.</summary>
[Alias("serving-part")]
internal interface IServingPartGrain : IGrainWithStringKey
{
    /// <summary>Begins anew, at rest.</summary>
    /// <param name="service">What the service is made of.</param>
    /// <param name="news">Whether the scheduler is told of each iteration's tokens.</param>
    [Alias("open")]
    Task Open(ServingOptions service, TokenNews news);

    /// <summary>Takes a message.</summary>
    /// <param name="now">When it arrived.</param>
    /// <param name="message">What it says (<see cref="ServingMessages"/>).</param>
    /// <returns>What is sent because of it.</returns>
    /// <exception cref="PartLostException">The instance was lost with its silo, and is not the one that was opened.
    /// </exception>
    [Alias("handle")]
    Task<byte[]> Handle(VirtualTime now, byte[] message);

    /// <summary>What it has done, as a document.</summary>
    /// <exception cref="PartLostException">The instance was lost with its silo.</exception>
    [Alias("totals")]
    Task<byte[]> GetTotals();

    /// <summary>Forgets everything.</summary>
    [Alias("close")]
    Task Close();
}
