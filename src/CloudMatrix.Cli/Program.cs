using System.Runtime.InteropServices;
using CloudMatrix.Commands;

using var interrupt = new CancellationTokenSource();
using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    // The first Ctrl-C lets the run end in order; the second ends it at once.
    context.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
});

var program = new EmbeddedProgram(new EmbeddedDecodeEngine());
return await CommandLine.RunAsync(args, program, Terminal.OfProcess(), interrupt.Token);
