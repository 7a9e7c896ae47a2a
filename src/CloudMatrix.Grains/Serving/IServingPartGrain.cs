using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>An instance of a service, as its service uses it.</summary>
[Alias("serving-part")]
internal interface IServingPartGrain : IGrainWithStringKey
{
    /// <summary>Begins anew, at rest.</summary>
    /// <param name="epoch">Who opens it: whoever opened it before has lost it.</param>
    /// <param name="service">What the service is made of.</param>
    /// <param name="news">Whether the scheduler is told of each iteration's tokens.</param>
    [Alias("open")]
    Task Open(long epoch, ServingOptions service, TokenNews news);

    /// <summary>Takes a message.</summary>
    /// <param name="epoch">Who opened it.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="message">What it says (<see cref="ServingMessages"/>).</param>
    /// <returns>What is sent because of it.</returns>
    /// <exception cref="PartLostException">The instance was lost with its silo, or somebody else has opened it.
    /// </exception>
    [Alias("handle")]
    Task<byte[]> Handle(long epoch, VirtualTime now, byte[] message);

    /// <summary>Takes messages that it took before, in another place or time: nobody wants its answers.</summary>
    /// <param name="epoch">Who opened it.</param>
    /// <param name="letters">The messages, and when they arrived (<see cref="ServingMessages"/>).</param>
    /// <exception cref="PartLostException">As <see cref="Handle"/> says.</exception>
    [Alias("catch-up")]
    Task CatchUp(long epoch, byte[] letters);

    /// <summary>What it has done, as a document.</summary>
    /// <exception cref="PartLostException">The instance was lost with its silo.</exception>
    [Alias("totals")]
    Task<byte[]> GetTotals();

    /// <summary>Forgets everything, unless somebody else has opened it.</summary>
    /// <param name="epoch">Who opened it.</param>
    [Alias("close")]
    Task Close(long epoch);
}
