using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>How a run's options and its report cross from silo to silo: as documents.</summary>
internal static class DocumentConverters
{
    [RegisterConverter]
    internal sealed class OfDecodeOptions : IConverter<DecodeOptions, JsonSurrogate>
    {
        public DecodeOptions ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<DecodeOptions>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in DecodeOptions value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfDecodeReport : IConverter<DecodeReport, JsonSurrogate>
    {
        public DecodeReport ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<DecodeReport>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in DecodeReport value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfGenerationOptions : IConverter<GenerationOptions, JsonSurrogate>
    {
        public GenerationOptions ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<GenerationOptions>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in GenerationOptions value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfGenerationReport : IConverter<GenerationReport, JsonSurrogate>
    {
        public GenerationReport ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<GenerationReport>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in GenerationReport value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfTierUse : IConverter<TierUse, JsonSurrogate>
    {
        public TierUse ConvertFromSurrogate(in JsonSurrogate surrogate) => Documents.Read<TierUse>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in TierUse value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfCpuTally : IConverter<CpuTally, JsonSurrogate>
    {
        public CpuTally ConvertFromSurrogate(in JsonSurrogate surrogate) => Documents.Read<CpuTally>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in CpuTally value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfTimelineSpan : IConverter<TimelineSpan, JsonSurrogate>
    {
        public TimelineSpan ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<TimelineSpan>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in TimelineSpan value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfServingOptions : IConverter<ServingOptions, JsonSurrogate>
    {
        public ServingOptions ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<ServingOptions>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in ServingOptions value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfReplayOptions : IConverter<ReplayOptions, JsonSurrogate>
    {
        public ReplayOptions ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<ReplayOptions>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in ReplayOptions value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfServingReport : IConverter<ServingReport, JsonSurrogate>
    {
        public ServingReport ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<ServingReport>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in ServingReport value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfRequestRecord : IConverter<RequestRecord, JsonSurrogate>
    {
        public RequestRecord ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<RequestRecord>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in RequestRecord value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfPlanOptions : IConverter<PlanOptions, JsonSurrogate>
    {
        public PlanOptions ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<PlanOptions>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in PlanOptions value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfPlanCandidate : IConverter<PlanCandidate, JsonSurrogate>
    {
        public PlanCandidate ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<PlanCandidate>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in PlanCandidate value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfPlanRow : IConverter<PlanRow, JsonSurrogate>
    {
        public PlanRow ConvertFromSurrogate(in JsonSurrogate surrogate) => Documents.Read<PlanRow>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in PlanRow value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfPlanReport : IConverter<PlanReport, JsonSurrogate>
    {
        public PlanReport ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<PlanReport>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in PlanReport value) => new() { Utf8 = Documents.Write(value) };
    }

    [RegisterConverter]
    internal sealed class OfCpuMemorySpec : IConverter<CpuMemorySpec, JsonSurrogate>
    {
        public CpuMemorySpec ConvertFromSurrogate(in JsonSurrogate surrogate) =>
            Documents.Read<CpuMemorySpec>(surrogate.Utf8);

        public JsonSurrogate ConvertToSurrogate(in CpuMemorySpec value) => new() { Utf8 = Documents.Write(value) };
    }
}
