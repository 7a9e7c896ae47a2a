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
}
