using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Which CPU owns which hashes: consistent hashing. Each CPU stands at many points of a circle of 2⁶⁴ hashes, and owns
/// the hashes from the point before each of its points up to it. A CPU that comes or goes moves only its own share.
/// </summary>
/// <remarks>
/// Where a CPU's points lie depends on its number alone. Source: arXiv:2506.12708 §4.4.1, a distributed hash table; the
/// scheme is that of Karger et al., "Consistent hashing and random trees", STOC 1997.
/// </remarks>
public sealed class HashRing
{
    /// <summary>Points of each CPU: shares then spread by 1 / √points, 6 %.</summary>
    public const int PointsPerCpu = 256;

    private const int HashBits = 64;
    private const double Hashes = 18446744073709551616.0;

    private readonly CpuId[] _cpus;
    private readonly ulong[] _points;
    private readonly CpuId[] _owners;

    // The first point at or after each multiple of 2^shift, so that a hash finds its own in a step or two.
    private readonly int[] _starts;
    private readonly int _shift;

    /// <summary>The ring of some CPUs.</summary>
    /// <param name="cpus">One or more, none twice; their order means nothing.</param>
    /// <exception cref="ArgumentException">There is none, or one stands twice.</exception>
    public HashRing(IEnumerable<CpuId> cpus)
    {
        ArgumentNullException.ThrowIfNull(cpus);
        _cpus = [.. cpus.OrderBy(cpu => cpu.Index)];
        if (_cpus.Length == 0 || _cpus.Distinct().Count() < _cpus.Length)
        {
            throw new ArgumentException("A ring has CPUs, each once.", nameof(cpus));
        }

        (_points, _owners) = PlacePoints(_cpus);
        var bits = int.Log2(_points.Length) + 1;
        _shift = HashBits - bits;
        _starts = new int[1 << bits];
        for (var (start, point) = (0, 0); start < _starts.Length; start++)
        {
            while (point < _points.Length && _points[point] >> _shift < (ulong)start)
            {
                point++;
            }

            _starts[start] = point;
        }
    }

    /// <summary>CPUs on the ring, in order.</summary>
    public IReadOnlyList<CpuId> Cpus => _cpus;

    /// <summary>The ring of a machine's first CPUs.</summary>
    /// <param name="count">1 or more.</param>
    public static HashRing Of(int count) => new(Enumerable.Range(0, count).Select(index => new CpuId(index)));

    /// <summary>The CPU that owns a block.</summary>
    public CpuId OwnerOf(KvBlockKey key)
    {
        var point = _starts[key.High >> _shift];
        while (point < _points.Length && _points[point] < key.High)
        {
            point++;
        }

        // What lies after the last point belongs to the first.
        return _owners[point < _owners.Length ? point : 0];
    }

    /// <summary>The ring with one more CPU.</summary>
    public HashRing With(CpuId cpu) => new(_cpus.Append(cpu));

    /// <summary>The ring without one of its CPUs.</summary>
    /// <exception cref="ArgumentException">It is not there, or is the last one.</exception>
    public HashRing Without(CpuId cpu) => _cpus.Contains(cpu)
        ? new HashRing(_cpus.Where(kept => kept != cpu))
        : throw new ArgumentException($"{cpu} is not on the ring.", nameof(cpu));

    /// <summary>Shares of all hashes that the CPUs own, in the order of <see cref="Cpus"/>; together 1.</summary>
    public IReadOnlyList<double> Shares()
    {
        var owned = _cpus.ToDictionary(cpu => cpu, _ => 0.0);
        for (var point = 0; point < _points.Length; point++)
        {
            // Unsigned subtraction goes round the circle.
            owned[_owners[point]] += _points[point] - _points[point > 0 ? point - 1 : ^1];
        }

        return [.. _cpus.Select(cpu => owned[cpu] / Hashes)];
    }

    private static (ulong[] Points, CpuId[] Owners) PlacePoints(CpuId[] cpus)
    {
        var points = new ulong[cpus.Length * PointsPerCpu];
        var owners = new CpuId[points.Length];
        for (var place = 0; place < points.Length; place++)
        {
            owners[place] = cpus[place / PointsPerCpu];
            points[place] = SeededStream.Derive(0, "hash-ring", owners[place].Index, place % PointsPerCpu).NextUInt64();
        }

        Array.Sort(points, owners);
        return (points, owners);
    }
}
