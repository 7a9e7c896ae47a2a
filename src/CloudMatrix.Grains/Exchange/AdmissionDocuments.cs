using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>How requests that enter a batch, and what they got out of a step, cross from silo to silo.</summary>
internal static class AdmissionDocuments
{
    /// <summary>The document; empty where there is nothing to tell.</summary>
    public static byte[] Write<T>(IReadOnlyCollection<T> items) => items.Count == 0 ? [] : Documents.Write(items);

    /// <summary>Those who enter.</summary>
    public static ImmutableArray<Admission> ReadAdmissions(byte[] document) => Read<Admission>(document);

    /// <summary>What requests got.</summary>
    public static ImmutableArray<RequestOutcome> ReadOutcomes(byte[] document) => Read<RequestOutcome>(document);

    private static ImmutableArray<T> Read<T>(byte[] document) =>
        document.Length == 0 ? [] : Documents.Read<ImmutableArray<T>>(document);
}
