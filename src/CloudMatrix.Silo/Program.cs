using System.Runtime.InteropServices;
using CloudMatrix.Commands;
using CloudMatrix.Silo;

using var interrupt = new CancellationTokenSource();
using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var service = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

return await CommandLine.RunAsync(args, new SiloProgram(), Terminal.OfProcess(), interrupt.Token);

void Interrupt(PosixSignalContext context)
{
    // The first one lets the silo leave in order; the second ends it at once.
    context.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
}
