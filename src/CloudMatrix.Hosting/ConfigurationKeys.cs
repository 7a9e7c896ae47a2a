using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Hosting;

/// <summary>The keys of a section: whatever is not known is refused, since it may be a typing error.</summary>
internal static class ConfigurationKeys
{
    /// <summary>A fault for each key of a section that is not among those known.</summary>
    public static IEnumerable<string> FindUnknown(IConfigurationSection section, IReadOnlyCollection<string> known) =>
        section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path}: unknown key; there are {string.Join(", ", known)}.");
}
