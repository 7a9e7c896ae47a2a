using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Client;

/// <summary>What a client makes of an answer to what it wanted run.</summary>
internal static class RunAdmissions
{
    /// <summary>Goes on only if it runs.</summary>
    /// <param name="admission">The answer.</param>
    /// <param name="who">Who gave it, e.g. "instance decode-0".</param>
    /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
    /// <exception cref="InvalidOperationException">The grain runs another one.</exception>
    public static void Require(this RunAdmission admission, string who)
    {
        switch (admission.Outcome)
        {
            case RunAdmissionOutcome.Refused:
                throw new ConfigurationException(admission.Faults);
            case RunAdmissionOutcome.Busy:
                throw new InvalidOperationException($"The {who} runs another one; wait, or name another.");
            default:
                break;
        }
    }
}
