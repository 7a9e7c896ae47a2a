using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>How long a stream was in a stage during a step.</summary>
/// <param name="Stream">0: attention; 1: experts.</param>
/// <param name="Stage">The stage; none while the stream waited.</param>
/// <param name="Time">The sum of its spans.</param>
/// <param name="Percent">Of the step, in tenths, so that all shares of a stream make 100.0.</param>
internal sealed record StageShare(int Stream, DecodeStage? Stage, VirtualDuration Time, decimal Percent);
