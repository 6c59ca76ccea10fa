import Foundation
import TestSupport
import Testing

private enum Virsh {
    static let path = "/usr/bin/virsh"
}

/// Guests of libvirt, whose own test driver stands for the system's hypervisor.
@Suite(
    .enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"),
    .enabled(if: FileManager.default.isExecutableFile(atPath: Virsh.path), "there is no virsh")
)
struct GuestTests {
    @Test(.timeLimit(.minutes(3)))
    func theGuestsOfAVirtualisationHostAreListed() async throws {
        let estate = try EndToEndEstate()
        let script = """
            case " $* " in
            *" qemu:///system "*) ;;
            *) echo 'error: failed to connect to the hypervisor' >&2; exit 1 ;;
            esac
            for word in "$@"; do
                shift
                [ "$word" != qemu:///system ] || word=test:///default
                set -- "$@" "$word"
            done
            exec $REAL "$@"
            """
        try estate.addHost("kvm01", HostDisguise(replacing: [Virsh.path: script]))
        let scan = try await estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read, 1 new."), "\(scan)")
        let guests = try Listed.rows(Listed.Guest.self, in: try await estate.reeve("guests", "--format", "json"))
        let guest = try #require(guests.first)
        #expect(guests.count == 1)
        #expect(guest.host == "kvm01")
        #expect(guest.guest == "test")
        #expect(guest.state == "running")
        let own = try await ReeveProgram.run(["-c", "test:///default", "domuuid", "test"], program: Virsh.path)
        #expect(guest.uuid == own.output.trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(guest.virtualCPUs == 2)
        #expect(guest.memoryBytes == 8 << 30)
        // No scan has been inside it.
        #expect(guest.asset == nil)
        #expect(try await estate.reeve("guests").output.contains("not scanned"))
    }

    @Test(.timeLimit(.minutes(3)))
    func aHostWithoutVirtualisationHasNoGapInItsGuests() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01", HostDisguise(hiding: [Virsh.path]))
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 0, "\(scan)")
        #expect(try await estate.reeve("guests", "--format", "json").output == "[]\n")
        #expect(try await estate.reeve("assets", "db01").output.contains("guests complete"))
    }
}
