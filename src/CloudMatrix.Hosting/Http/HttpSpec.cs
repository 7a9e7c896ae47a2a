using System.Collections.Immutable;
using System.Net;

namespace CloudMatrix.Hosting;

/// <summary>How a silo is looked at from outside, checked.</summary>
/// <param name="EndPoint">Where it listens; port 0 takes a free one.</param>
/// <param name="Key">What metrics and state ask for; null where they ask for nothing.</param>
/// <param name="Meters">Meters that are exposed besides this program's own.</param>
public sealed record HttpSpec(IPEndPoint EndPoint, HttpKey? Key, ImmutableArray<string> Meters);
