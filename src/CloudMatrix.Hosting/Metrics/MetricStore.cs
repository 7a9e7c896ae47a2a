using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace CloudMatrix.Hosting;

/// <summary>Listens to this silo's meters, and keeps what they said until someone asks for it.</summary>
internal sealed class MetricStore : IDisposable
{
    private const string OwnMeters = "CloudMatrix.";

    private readonly MeterListener _listener = new();
    private readonly Lock _collecting = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MetricFamily> _asked = [];
    private readonly ImmutableArray<string> _others;
    private readonly IMeterFactory _own;

    /// <summary>Begins to listen.</summary>
    /// <param name="own">Made the meters of this silo: other silos of the process have others.</param>
    /// <param name="others">Names of meters to listen to besides.</param>
    public MetricStore(IMeterFactory own, ImmutableArray<string> others)
    {
        _own = own;
        _others = others;
        _listener.InstrumentPublished = Publish;
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
    }

    /// <summary>All metrics as Prometheus reads them, in UTF-8.</summary>
    public byte[] Collect()
    {
        lock (_collecting)
        {
            foreach (var family in _asked)
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            return PrometheusText.Write(_families.Values.OrderBy(family => family.Name, StringComparer.Ordinal));
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Listen<T>()
        where T : struct, IConvertible =>
        _listener.SetMeasurementEventCallback<T>(static (_, value, tags, family) =>
            ((MetricFamily)family!).Record(value.ToDouble(null), tags));

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!IsWanted(instrument.Meter) || KindOf(instrument) is not { } kind)
        {
            return;
        }

        // Two meters may have instruments of one name; of another kind they cannot share a metric.
        var name = PrometheusName.Of(instrument, kind);
        var family = _families.GetOrAdd(name, _ => new MetricFamily(name, kind, instrument));
        if (family.Kind != kind)
        {
            return;
        }

        if (instrument.IsObservable)
        {
            _asked.Add(family);
        }

        listener.EnableMeasurementEvents(instrument, family);
    }

    private bool IsWanted(Meter meter) =>
        (meter.Name.StartsWith(OwnMeters, StringComparison.Ordinal) && meter.Scope == _own)
        || _others.Contains(meter.Name);

    private static MetricKind? KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Gauge<>) || type == typeof(ObservableGauge<>) ? MetricKind.Gauge
            : type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) ? MetricKind.Gauge
            : null;
    }
}
