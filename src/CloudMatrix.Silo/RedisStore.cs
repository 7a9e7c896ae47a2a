using System.Net;
using StackExchange.Redis;

namespace CloudMatrix.Silo;

/// <summary>Redis, through Orleans' providers of that name.</summary>
internal sealed class RedisStore : IStoreKind
{
    public string Name => "Redis";

    public string? Driver => null;

    public StoreAddress AddressIn(string connectionString)
    {
        var options = Parse(connectionString);
        return new StoreAddress(
            string.Join(", ", options.EndPoints.Select(Text)), !string.IsNullOrEmpty(options.Password));
    }

    public async Task<StoreAnswer> AskAsync(string connectionString, CancellationToken cancellation)
    {
        var options = Parse(connectionString);

        // Whatever the silo does later about a store that is away, at the start it shall be told.
        options.AbortOnConnectFail = true;
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellation);
            await connection.GetDatabase().PingAsync().WaitAsync(cancellation);
            return StoreAnswer.Usable;
        }
        catch (RedisConnectionException exception)
            when (exception.FailureType == ConnectionFailureType.AuthenticationFailure)
        {
            return StoreAnswer.Unusable("refuses the user or the password");
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return StoreAnswer.Missing(exception);
        }
    }

    private static ConfigurationOptions Parse(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.SetDefaultPorts();
        return options;
    }

    private static string Text(EndPoint end) => end is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{end}";
}
