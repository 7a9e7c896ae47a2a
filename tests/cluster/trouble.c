// The troubles of a host, for the one program that this is loaded into (LD_PRELOAD). They stand in the file that
// TROUBLE_FILE names, two numbers, and may change while the program runs:
//   seconds by which the time of day is wrong (clocks that only tell how long something takes stay right),
//   microseconds that each read, write and flush of a file takes more.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static volatile long wrong_by, slower_by;
static volatile time_t looked;

// Once a second is often enough.
static void look(time_t second)
{
    const char *path = getenv("TROUBLE_FILE");
    long seconds, microseconds;
    FILE *file;
    if (second == looked) return;
    looked = second;
    file = path ? fopen(path, "r") : NULL;
    if (!file) return;
    if (fscanf(file, "%ld %ld", &seconds, &microseconds) == 2) {
        wrong_by = seconds;
        slower_by = microseconds;
    }
    fclose(file);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    int result;
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    result = real(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        look(now->tv_sec);
        now->tv_sec += wrong_by;
    }
    return result;
}

static void wait_for_disk(int file)
{
    struct stat about;
    if (slower_by > 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode)) usleep(slower_by);
}

#define SLOW(type, name, parameters, arguments)                                                                       \
    type name parameters                                                                                              \
    {                                                                                                                 \
        static type(*real) parameters;                                                                                \
        if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);                                                \
        wait_for_disk(file);                                                                                          \
        return real arguments;                                                                                        \
    }

SLOW(ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count))
SLOW(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
SLOW(ssize_t, pread, (int file, void *bytes, size_t count, off_t at), (file, bytes, count, at))
SLOW(ssize_t, pread64, (int file, void *bytes, size_t count, off64_t at), (file, bytes, count, at))
SLOW(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
SLOW(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
SLOW(int, fsync, (int file), (file))
