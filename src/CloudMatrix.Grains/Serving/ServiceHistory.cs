using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Grains;

/// <summary>
/// What a service is to do and all that came to it from outside: whoever has this does the same again.
/// </summary>
internal sealed class ServiceHistory
{
    private readonly List<byte[]> _entries;
    private readonly List<ServiceInput> _inputs = [];
    private readonly Dictionary<Guid, int> _requestOf = [];

    /// <summary>A history as it was held.</summary>
    /// <param name="entries">The service's order, then its inputs.</param>
    public ServiceHistory(IEnumerable<byte[]> entries)
    {
        _entries = [.. entries];
        foreach (var entry in _entries.Skip(1))
        {
            Know(Documents.Read<ServiceInput>(entry));
        }
    }

    /// <summary>As it is held: the service's order, then its inputs.</summary>
    public List<byte[]> Entries => _entries;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<ServiceInput> Inputs => _inputs;

    /// <summary>The request that was submitted with a ticket; null where none was.</summary>
    public int? RequestOf(Guid ticket) => _requestOf.TryGetValue(ticket, out var request) ? request : null;

    /// <summary>Something has come.</summary>
    public void Add(ServiceInput input)
    {
        _entries.Add(Documents.Write(input));
        Know(input);
    }

    private void Know(ServiceInput input)
    {
        _inputs.Add(input);
        if (input.Ticket != Guid.Empty)
        {
            _requestOf.Add(input.Ticket, input.Request);
        }
    }
}
