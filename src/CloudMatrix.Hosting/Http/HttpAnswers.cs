using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

namespace CloudMatrix.Hosting;

/// <summary>What the silo's addresses answer.</summary>
internal sealed class HttpAnswers(MetricStore metrics, StateFeed state)
{
    private const string NotKept = "no-store";

    // The page is one document: it loads nothing, and talks to its own silo only.
    private const string PagePolicy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly byte[] Page = ReadPage();

    /// <summary>The page.</summary>
    public static Task WritePageAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] = PagePolicy;
        return WriteAsync(context, "text/html; charset=utf-8", Page);
    }

    /// <summary>The status, and the reasons of one that is not healthy.</summary>
    public static Task WriteHealthAsync(HttpContext context, HealthReport report)
    {
        var body = new
        {
            status = report.Status.ToString().ToLowerInvariant(),
            reasons = report.Entries.Values.Select(entry => entry.Description).OfType<string>(),
        };
        return WriteAsync(context, "application/json", JsonSerializer.SerializeToUtf8Bytes(body));
    }

    /// <summary>All metrics, as Prometheus reads them.</summary>
    public Task WriteMetricsAsync(HttpContext context) =>
        WriteAsync(context, PrometheusText.ContentType, metrics.Collect());

    /// <summary>The supernode as it is.</summary>
    public async Task WriteStateAsync(HttpContext context) =>
        await WriteAsync(context, "application/json", await state.GetAsync());

    private static Task WriteAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        context.Response.Headers[HeaderNames.CacheControl] = NotKept;
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static byte[] ReadPage()
    {
        using var stream = typeof(HttpAnswers).Assembly.GetManifestResourceStream("index.html")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
