using System.Collections.Concurrent;
using System.Reflection;
using CloudMatrix.Costs;
using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Grains;

/// <summary>
/// Counts the messages among all calls that come in: those whose contract carries <see cref="UbMessageAttribute"/>.
/// What
/// they cost is found where they are handled, from the same stamp.
/// </summary>
internal sealed class UbCostFilter(UbLedger ledger) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, UbMessageAttribute?> _messages = [];

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var message = _messages.GetOrAdd(
            context.InterfaceMethod, static method => method.GetCustomAttribute<UbMessageAttribute>());
        return message is null ? context.Invoke() : InvokeAsync(context, message);
    }

    private async Task InvokeAsync(IIncomingGrainCallContext context, UbMessageAttribute message)
    {
        var stamp = (UbStamp)context.Request.GetArgument(0)!;
        await context.Invoke();
        var (sender, receiver) = message.Access == UbAccess.Write
            ? (stamp.Source, stamp.Target)
            : (stamp.Target, stamp.Source);
        ledger.Count(sender, receiver, stamp.Size);
    }
}
