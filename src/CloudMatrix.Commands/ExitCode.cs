namespace CloudMatrix.Commands;

/// <summary>What the process tells the shell.</summary>
public static class ExitCode
{
    /// <summary>It did what was asked.</summary>
    public const int Done = 0;

    /// <summary>It did what was asked, and what it found misses the bar.</summary>
    public const int BarMissed = 1;

    /// <summary>The user wrote something that cannot be used; standard error says what, all of it.</summary>
    public const int Misuse = 2;

    /// <summary>The cluster that the program works with is gone; EX_UNAVAILABLE of sysexits.h.</summary>
    public const int Unavailable = 69;

    /// <summary>A defect of this program; EX_SOFTWARE of sysexits.h.</summary>
    public const int Defect = 70;

    /// <summary>A file could not be written after all; EX_IOERR of sysexits.h.</summary>
    public const int InputOutput = 74;

    /// <summary>Interrupted from the keyboard: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
