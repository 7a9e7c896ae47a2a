using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>The last step of a part, as people see it.</summary>
/// <param name="Time">Virtual time from its start until the part's dies had done it.</param>
/// <param name="Shown">What the die that is shown did in the last step that someone looked at.</param>
internal sealed record LastStep(VirtualDuration Time, ShownStep Shown)
{
    /// <summary>No step has ended.</summary>
    public static LastStep None { get; } = new(VirtualDuration.Zero, new ShownStep(0, []));
}
