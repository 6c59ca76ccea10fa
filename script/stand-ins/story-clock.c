/* Another date for one program: LD_PRELOAD it with STORY_OFFSET, the seconds to add to the clock on the wall.
 *
 * libfaketime leaves timerfd alone, and Swift's Task.sleep is a timerfd that counts on the wall clock: a program under it
 * sleeps for months. Here the clock that is asked and the clock that wakes are moved alike; monotonic clocks are not.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static unsigned char counts_on_the_wall[4096];

static time_t offset(void) {
    const char *text = getenv("STORY_OFFSET");
    return text ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec precise;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now) {
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now) *now = precise.tv_sec;
    return precise.tv_sec;
}

int timerfd_create(int clock, int flags) {
    int timer = (int)syscall(SYS_timerfd_create, clock, flags);
    if (timer >= 0 && timer < (int)sizeof counts_on_the_wall) counts_on_the_wall[timer] = clock == CLOCK_REALTIME;
    return timer;
}

int timerfd_settime(int timer, int flags, const struct itimerspec *value, struct itimerspec *old) {
    struct itimerspec real = *value;
    int moved = timer >= 0 && timer < (int)sizeof counts_on_the_wall && counts_on_the_wall[timer];
    if (moved && flags & TFD_TIMER_ABSTIME && real.it_value.tv_sec > offset()) real.it_value.tv_sec -= offset();
    return (int)syscall(SYS_timerfd_settime, timer, flags, &real, old);
}
