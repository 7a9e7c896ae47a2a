using System.Diagnostics;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// What one run of a service tells of itself to whoever looks from outside: meters, traces, and how it stands.
/// </summary>
/// <remarks>
/// Requests are told once, when they end. A run that begins again does the same in the same order, so that as many of
/// its ended requests as were told before are passed over.
/// </remarks>
internal sealed class ServiceRecorder
{
    private readonly string _service;
    private readonly ServingMeter _meter;
    private readonly IHostTime _time;
    private readonly long _beganAt;
    private readonly Activity? _span;
    private readonly RequestSpans _requests;
    private ServiceFacts _facts;
    private RequestLedger? _ledger;
    private int _told;
    private int _ended;
    private int _arrived;

    /// <summary>A run begins, or goes on here.</summary>
    /// <param name="service">The service.</param>
    /// <param name="from">Where it begins: what had ended by then was told by whoever ran it.</param>
    /// <param name="meter">The silo's.</param>
    /// <param name="time">Real time.</param>
    public ServiceRecorder(string service, ServiceStatus from, ServingMeter meter, IHostTime time)
    {
        (_service, _meter, _time, _beganAt, _told) = (service, meter, time, time.Timestamp, from.Ended);
        _span = GrainsTelemetry.Source.StartActivity("cloudmatrix.serving.run");
        if (_span is { IsAllDataRequested: true })
        {
            _span.SetTag("cloudmatrix.service", service);
            _span.SetTag("cloudmatrix.from_request", from.Ended);
        }

        _requests = new RequestSpans(service, _span);
        _facts = new ServiceFacts(service, from, TimeSpan.Zero) { BeganAt = from.Now };
        _meter.Begin(service);
        _meter.Board.Show(_facts);
    }

    /// <summary>The service's status is another.</summary>
    public void Tell(ServiceStatus status)
    {
        if (status.Restarts > _facts.Status.Restarts)
        {
            _meter.Restart(_service);
            _span?.AddEvent(new ActivityEvent("restart"));
        }

        if (_facts.Status.IsAtWork && !status.IsAtWork)
        {
            _meter.End(_service, status.Life);
        }

        Show(_facts with { Status = status });
    }

    /// <summary>The desk has come further.</summary>
    public void Progress(ServingDesk desk)
    {
        var ledger = desk.Ledger;
        if (ledger != _ledger)
        {
            (_ledger, _ended, _arrived) = (ledger, 0, 0);
        }

        for (; _ended < ledger.Ended; _ended++)
        {
            End(ledger.Records[ledger.EndedInOrder[_ended]]);
        }

        while (_arrived < ledger.Records.Count && ledger.Records[_arrived].ArrivedAt <= desk.Now)
        {
            _arrived++;
        }

        _requests.Arrive(ledger.Records, _arrived);
        var onTheirWay = Math.Max(0, _arrived - _ended);
        var (prefilling, decoding) = onTheirWay > 0 ? (desk.Prefilling, desk.Decoding) : (0, 0);
        Show(_facts with
        {
            Waiting = Math.Max(0, onTheirWay - prefilling - decoding),
            Prefilling = prefilling,
            Decoding = decoding,
        });
    }

    /// <summary>The run is over, or goes on elsewhere.</summary>
    public void End()
    {
        _requests.Abandon();
        var status = _facts.Status;
        if (status.IsAtWork)
        {
            _meter.Board.Take(_facts);
        }
        else
        {
            Show(_facts with { Waiting = 0, Prefilling = 0, Decoding = 0 });
        }

        if (status.Life == ServiceLife.Failed)
        {
            _span?.SetStatus(ActivityStatusCode.Error, status.Failure);
        }

        _span?.SetTag("cloudmatrix.requests", status.Requests);
        _span?.SetTag("cloudmatrix.modelled_ms", (status.Now - VirtualTime.Zero).TotalMilliseconds);
        _span?.Dispose();
    }

    private void End(RequestRecord record)
    {
        var hadSpan = _requests.TryEnd(record);
        if (_ended < _told)
        {
            return;
        }

        _told++;
        _meter.End(_service, record);
        if (!hadSpan)
        {
            _requests.Pass(record);
        }
    }

    private void Show(ServiceFacts facts)
    {
        _facts = facts with { Wall = _time.Since(_beganAt) };
        _meter.Board.Show(_facts);
    }
}
