using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CloudMatrix.Hosting;

/// <summary>Lets only those pass who show the key, where there is one.</summary>
/// <param name="key">The key; null lets everybody pass.</param>
internal sealed class KeyGate(HttpKey? key)
{
    private const string Scheme = "Bearer ";

    /// <summary>What lies behind the gate.</summary>
    /// <remarks>The key comes in a header and nowhere else: addresses are logged, by proxies too.</remarks>
    public RequestDelegate Guard(RequestDelegate answer) => key is null ? answer : context =>
    {
        if (IsShown(context.Request, key))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HeaderNames.WWWAuthenticate] = Scheme.TrimEnd();
        return Task.CompletedTask;
    };

    private static bool IsShown(HttpRequest request, HttpKey key)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && key.Fits(header[Scheme.Length..].Trim());
    }
}
