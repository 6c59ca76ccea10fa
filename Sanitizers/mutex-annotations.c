// Tells the thread sanitizer what it cannot see of Swift's Mutex. Loaded before the tests by script/sanitize.
//
// Synchronization.Mutex takes a free lock with an atomic operation that is compiled into the caller, which the
// sanitizer sees. When the lock is not free, the caller calls `_lockSlow` and `_unlockSlow` in libswiftSynchronization,
// which is not instrumented: that the one happens after the other stays unknown, and every access under a lock that was
// waited for is reported as a race. mutex-false-report.swift shows it in ten lines. These two stand before the
// library's own and add what is missing, so nothing has to be suppressed and a real race is still found.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

// Absent in processes without the sanitizer, such as the programs that a test runs.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, SELF) {
    static _Atomic(SWIFT void (*)(uint32_t, SELF)) next;
    if (!next) next = dlsym(RTLD_NEXT, LOCK_SLOW);
    next(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(SELF) {
    static _Atomic(SWIFT void (*)(SELF)) next;
    if (!next) next = dlsym(RTLD_NEXT, UNLOCK_SLOW);
    if (__tsan_release) __tsan_release(mutex);
    next(mutex);
}
