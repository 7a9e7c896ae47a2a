using System.Diagnostics;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What one run tells of itself to whoever looks from outside: meters, traces, and the last step.</summary>
/// <param name="instance">The instance.</param>
/// <param name="spec">The run.</param>
/// <param name="meter">The silo's.</param>
internal sealed class RunRecorder(string instance, DecodeSpec spec, DecodeMeter meter)
{
    /// <summary>The last step that was ended here; null before the first.</summary>
    public StepRecord? Last { get; private set; }

    /// <summary>The run begins, or goes on here: what it does until the span ends is part of it.</summary>
    /// <param name="step">Steps done.</param>
    public Activity? StartRun(long step)
    {
        meter.Begin(instance, spec);
        var span = GrainsTelemetry.Source.StartActivity("cloudmatrix.decode.run");
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("cloudmatrix.instance", instance);
            span.SetTag("cloudmatrix.model", spec.Model.Name);
            span.SetTag("cloudmatrix.npus", spec.Npus);
            span.SetTag("cloudmatrix.from_step", step);
        }

        return span;
    }

    /// <summary>The run is over, or left to another silo.</summary>
    public void EndRun(Activity? span, DecodeStatus status)
    {
        if (status.IsOver)
        {
            meter.End(instance, status.Life);
        }
        else
        {
            meter.Leave(instance);
        }

        if (status.Life == DecodeLife.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error, status.Failure);
        }
    }

    /// <summary>A step begins.</summary>
    public static Activity? StartStep() => GrainsTelemetry.Source.StartActivity("cloudmatrix.decode.step");

    /// <summary>A step has ended.</summary>
    /// <param name="span">What <see cref="StartStep"/> began.</param>
    /// <param name="record">The step.</param>
    /// <param name="silos">Silos that ran it.</param>
    public void EndStep(Activity? span, StepRecord record, int silos)
    {
        Last = record;
        meter.EndStep(instance, spec, record);
        if (span is { IsAllDataRequested: true })
        {
            var facts = record.FactsOf(spec);
            span.SetTag("cloudmatrix.instance", instance);
            span.SetTag("cloudmatrix.step", facts.Step);
            span.SetTag("cloudmatrix.silos", silos);
            span.SetTag("cloudmatrix.rows", facts.RowsDispatched);
            span.SetTag("cloudmatrix.tokens", facts.Requests.Tokens);
            span.SetTag("cloudmatrix.modelled_us", facts.Modelled.TotalMicroseconds);
        }
    }

    /// <summary>A step is begun again because a host was lost.</summary>
    public void Replay() => meter.Replay(instance);
}
