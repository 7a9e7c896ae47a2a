using System.Runtime.InteropServices;

namespace CloudMatrix.Simulation;

/// <summary>
/// The instance where a prompt would be done soonest, given that what it shares with prompts before it there will be
/// cached by then.
/// </summary>
/// <remarks>
/// <code>
/// chosen = argmin over instances (tokens pending − tokens of the prompt's prefix that the instance computes)
/// </code>
/// Blocks that nobody computes are cached for all instances, or for none: the pool is equally near to each. To be used
/// with <see cref="SharedPrefixes.Wait"/>, since a prompt that is computed beside the one that it shares a prefix with
/// does not find it.
/// </remarks>
/// <param name="shape">How prompts are cut.</param>
internal sealed class CacheAware(ContextShape shape) : IPrefillRouter
{
    // How many prompts of each instance compute a block.
    private readonly Dictionary<(KvBlockKey Key, PartId Instance), int> _computed = [];

    /// <inheritdoc/>
    public PrefillLoad Choose(PrefillTask task, IReadOnlyList<PrefillLoad> instances) =>
        instances.MinBy(instance => instance.PendingTokens - SharedTokens(task.Prompt, instance.Id))!;

    /// <inheritdoc/>
    public void Sent(PrefillTask task, PartId instance)
    {
        foreach (var key in task.Prompt.Keys)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_computed, (key, instance), out _)++;
        }
    }

    /// <inheritdoc/>
    public void Done(PrefillTask task, PartId instance)
    {
        foreach (var key in task.Prompt.Keys)
        {
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_computed, (key, instance), out _) == 0)
            {
                _computed.Remove((key, instance));
            }
        }
    }

    private int SharedTokens(Prompt prompt, PartId instance)
    {
        var blocks = 0;
        while (blocks < prompt.Keys.Length && _computed.ContainsKey((prompt.Keys[blocks], instance)))
        {
            blocks++;
        }

        return shape.TokensOf(blocks, prompt.Tokens);
    }
}
