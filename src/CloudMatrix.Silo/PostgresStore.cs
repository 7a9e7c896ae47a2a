using System.Net.Sockets;
using Npgsql;

namespace CloudMatrix.Silo;

/// <summary>PostgreSQL, through Orleans' ADO.NET providers.</summary>
internal sealed class PostgresStore : IStoreKind
{
    public string Name => "PostgreSQL";

    public string? Driver => "Npgsql";

    public StoreAddress AddressIn(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return new StoreAddress(
            string.IsNullOrEmpty(parts.Host) ? "" : $"{parts.Host}:{parts.Port}",
            !string.IsNullOrEmpty(parts.Password));
    }

    public async Task<StoreAnswer> AskAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);

            // The table that Orleans' scripts fill, and its providers read first.
            await using var command = new NpgsqlCommand("SELECT 1 FROM OrleansQuery LIMIT 1", connection);
            await command.ExecuteScalarAsync(cancellation);
            return StoreAnswer.Usable;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return StoreAnswer.Unusable("lacks Orleans' tables: run its scripts there (silo-configs/README.md)");
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            return StoreAnswer.Unusable($"refuses: {exception.MessageText}");
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            return StoreAnswer.Missing(exception);
        }
    }
}
