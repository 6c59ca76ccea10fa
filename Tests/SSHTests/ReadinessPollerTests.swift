import Glibc
import TestSupport
import Testing

@testable import SSH

@Suite(.timeLimit(.minutes(1)))
struct ReadinessPollerTests {
    /// Two connected sockets.
    private struct Pair: ~Copyable {
        let left: SocketDescriptor
        let right: SocketDescriptor

        init() {
            var numbers: [Int32] = [-1, -1]
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &numbers)
            left = SocketDescriptor(numbers[0])
            right = SocketDescriptor(numbers[1])
        }

        func sendByte() {
            var byte: UInt8 = 1
            _ = write(right.number, &byte, 1)
        }
    }

    private static let later: Duration = .seconds(30)

    @Test func aSocketWithBytesIsReady() async throws {
        let poller = try ReadinessPoller()
        let pair = Pair()
        pair.sendByte()
        #expect(await poller.wait(for: pair.left.number, .readable, until: .now.advanced(by: Self.later)) == .ready)
        // Again on the same descriptor, which is re-armed.
        #expect(await poller.wait(for: pair.left.number, .readable, until: .now.advanced(by: Self.later)) == .ready)
        #expect(await poller.wait(for: pair.left.number, .writable, until: .now.advanced(by: Self.later)) == .ready)
    }

    @Test func aSocketWithoutBytesEndsAtTheDeadline() async throws {
        let poller = try ReadinessPoller()
        let pair = Pair()
        let start = ContinuousClock.now
        let deadline = start.advanced(by: .milliseconds(40))
        #expect(await poller.wait(for: pair.left.number, .readable, until: deadline) == .deadline)
        #expect(ContinuousClock.now >= deadline)
        #expect(await poller.wait(for: pair.left.number, .readable, until: start) == .deadline)
    }

    @Test func anEarlierDeadlineIsNotHeldUpByALaterOne() async throws {
        let poller = try ReadinessPoller()
        await withTaskGroup(of: ReadinessPoller.Outcome.self) { group in
            group.addTask { await poller.sleep(until: .now.advanced(by: Self.later)) }
            let short = await poller.sleep(until: .now.advanced(by: .milliseconds(20)))
            #expect(short == .deadline)
            group.cancelAll()
            #expect(await group.next() == .cancelled)
        }
    }

    @Test func aTaskThatIsCancelledBeforeItWaitsDoesNotWait() async throws {
        let poller = try ReadinessPoller()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await poller.sleep(until: .now.advanced(by: Self.later))
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test func aDescriptorThatIsNoneFails() async throws {
        let poller = try ReadinessPoller()
        let outcome = await poller.wait(for: -1, .readable, until: .now.advanced(by: Self.later))
        #expect(outcome == .failed(EBADF))
    }

    @Test func aThousandWaitsEndEachInItsOwnWay() async throws {
        let poller = try ReadinessPoller()
        let outcomes = await withTaskGroup(of: ReadinessPoller.Outcome.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    let pair = Pair()
                    if number % 2 == 0 { pair.sendByte() }
                    let patience: Duration = number % 2 == 0 ? Self.later : .milliseconds(number % 50)
                    return await poller.wait(
                        for: pair.left.number,
                        .readable,
                        until: .now.advanced(by: patience)
                    )
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == [.ready: 500, .deadline: 500])
    }

    @Test func cancellingIsPromptAmongManyWaits() async throws {
        let poller = try ReadinessPoller()
        let tasks = (0..<500).map { _ in Task { await poller.sleep(until: .now.advanced(by: Self.later)) } }
        for task in tasks { task.cancel() }
        for task in tasks { #expect(await task.value == .cancelled) }
    }

    @Test func workThatBlocksIsLeftBehindAtTheDeadline() async throws {
        let poller = try ReadinessPoller()
        let workers = BlockingWorkers(limit: 2, poller: poller)
        let pair = Pair()
        let number = pair.left.number
        let isLate = await workers.run(until: .now.advanced(by: .milliseconds(30))) {
            // Blocks until the other end is written to.
            var descriptor = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            return poll(&descriptor, 1, -1)
        }
        guard case .deadline = isLate else {
            Issue.record("it did not end at the deadline")
            return
        }
        // The other worker is free, and both are once the call returns.
        for _ in 0..<20 {
            guard case .value(42) = await workers.run(until: .now.advanced(by: Self.later), { 42 }) else {
                Issue.record("a worker gave no value")
                return
            }
        }
        pair.sendByte()
    }
}

struct DeadlineHeapTests {
    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func entriesComeOutInOrderOfTime(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let start = ContinuousClock.now
        var heap = DeadlineHeap()
        var expected: [Int: ContinuousClock.Instant] = [:]
        for token in 0..<200 {
            let deadline = start.advanced(by: .milliseconds(Int.random(in: 0..<100, using: &random)))
            expected[token] = deadline
            heap.insert(DeadlineHeap.Entry(deadline: deadline, token: UInt64(token)))
        }
        // Some waits end early and are swept out.
        heap.removeAll { $0 % 3 != 0 }
        expected = expected.filter { $0.key % 3 != 0 }
        #expect(heap.count == expected.count)
        #expect(heap.popDue(at: start.advanced(by: .milliseconds(-1))) == nil)
        var last = start
        while let entry = heap.popDue(at: start.advanced(by: .milliseconds(100))) {
            #expect(entry.deadline >= last)
            #expect(expected.removeValue(forKey: Int(entry.token)) == entry.deadline)
            last = entry.deadline
        }
        #expect(expected.isEmpty)
    }

    @Test(arguments: [
        (Duration.zero, Int32(0)), (.milliseconds(-5), 0), (.nanoseconds(1), 1), (.milliseconds(1), 1),
        (.microseconds(1500), 2), (.seconds(2), 2000), (.seconds(1_000_000), 86_400_000),
    ])
    func aSleepIsRoundedUpToMilliseconds(duration: Duration, milliseconds: Int32) {
        #expect(duration.wholeMilliseconds == milliseconds)
    }
}
