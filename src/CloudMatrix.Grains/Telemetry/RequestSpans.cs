using System.Diagnostics;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// A span of real time for each request of a service, from when it arrives at the desk until it ends; its virtual times
/// are tags.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="run">The run's span; null where nobody listens to it.</param>
internal sealed class RequestSpans(string service, Activity? run)
{
    private readonly Dictionary<int, Activity> _open = [];
    private int _next;

    /// <summary>Requests have arrived: those that have a span already, from before a restart, keep it.</summary>
    /// <param name="records">All requests, of which the first have arrived.</param>
    /// <param name="arrived">How many.</param>
    public void Arrive(IReadOnlyList<RequestRecord> records, int arrived)
    {
        for (; _next < arrived; _next++)
        {
            if (records[_next].Outcome == ServedAs.Pending && Start() is { } span)
            {
                _open.Add(_next, span);
            }
        }
    }

    /// <summary>A request has ended.</summary>
    /// <returns>Whether it had a span.</returns>
    public bool TryEnd(RequestRecord record)
    {
        if (_open.Remove(record.Request, out var span))
        {
            End(span, record);
            return true;
        }

        return false;
    }

    /// <summary>A request arrived and ended between two looks: its span has no length.</summary>
    public void Pass(RequestRecord record)
    {
        if (record.Request >= _next && Start() is { } span)
        {
            End(span, record);
        }
    }

    /// <summary>The run is over, or goes on elsewhere: nobody here will see what becomes of its requests.</summary>
    public void Abandon()
    {
        foreach (var span in _open.Values)
        {
            Stop(span.SetStatus(ActivityStatusCode.Error, "The run ended before the request."));
        }

        _open.Clear();
    }

    // Requests overlap: none of them is what the turn goes on under.
    private Activity? Start()
    {
        if (!GrainsTelemetry.Source.HasListeners())
        {
            return null;
        }

        var current = Activity.Current;
        var span = GrainsTelemetry.Source.StartActivity(
            "cloudmatrix.serving.request", ActivityKind.Internal, run?.Context ?? default);
        Activity.Current = current;
        return span;
    }

    private static void Stop(Activity span)
    {
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current;
    }

    private void End(Activity span, RequestRecord record)
    {
        if (span.IsAllDataRequested)
        {
            Tag(span, record);
        }

        Stop(span);
    }

    private void Tag(Activity span, RequestRecord record)
    {
        span.SetTag("cloudmatrix.service", service);
        span.SetTag("cloudmatrix.request", record.Request);
        span.SetTag("cloudmatrix.outcome", ServingMeter.NameOf(record.Outcome));
        span.SetTag("cloudmatrix.prompt_tokens", record.InputTokens);
        span.SetTag("cloudmatrix.cached_tokens", record.CachedTokens);
        span.SetTag("cloudmatrix.output_tokens", record.Told);
        span.SetTag("cloudmatrix.retries", record.Retries);
        span.SetTag("cloudmatrix.prefill", record.PrefillInstance is { } prefill ? $"{PartId.Prefill(prefill)}" : null);
        span.SetTag("cloudmatrix.decode", record.DecodeInstance is { } decode ? $"{PartId.Decode(decode)}" : null);
        span.SetTag("cloudmatrix.modelled_arrival_ms", (record.ArrivedAt - VirtualTime.Zero).TotalMilliseconds);
        span.SetTag("cloudmatrix.modelled_ttft_ms", record.Ttft?.TotalMilliseconds);
        span.SetTag("cloudmatrix.modelled_tpot_ms", record.Tpot?.TotalMilliseconds);
        span.SetTag("cloudmatrix.modelled_end_to_end_ms", record.EndToEnd?.TotalMilliseconds);
        if (record.Outcome is not (ServedAs.Completed or ServedAs.Cancelled))
        {
            span.SetStatus(ActivityStatusCode.Error, "The request was refused.");
        }
    }
}
