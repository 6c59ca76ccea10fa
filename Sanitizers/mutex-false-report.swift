// Two threads and one Mutex: nothing is shared but what the lock guards, and the sum is always right. Yet:
//
//   swiftc -g -sanitize=thread mutex-false-report.swift && ./mutex-false-report       reports a race in `$0 += 1`
//   LD_PRELOAD=./annotations.so ./mutex-false-report                                  reports none
import Glibc
import Synchronization

final class Shared: Sendable { let count = Mutex(0) }
let shared = Shared()
func start() -> pthread_t {
    var thread = pthread_t()
    pthread_create(&thread, nil, { _ in for _ in 0..<100_000 { shared.count.withLock { $0 += 1 } }; return nil }, nil)
    return thread
}
for thread in [start(), start()] { pthread_join(thread, nil) }
print(shared.count.withLock { $0 })
