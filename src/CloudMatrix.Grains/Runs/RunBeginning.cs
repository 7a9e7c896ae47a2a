using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Grains;

/// <summary>What a run that begins has of its grain.</summary>
/// <typeparam name="TStatus">How far a run is.</typeparam>
/// <param name="Ticket">Of whoever asked for it; none where he has no ticket.</param>
/// <param name="Epoch">The number of the last epoch of the run before.</param>
/// <param name="Board">Where its status is put up.</param>
internal sealed record RunBeginning<TStatus>(Guid Ticket, long Epoch, StatusBoard<TStatus> Board)
    where TStatus : IRunStatus<TStatus>;
