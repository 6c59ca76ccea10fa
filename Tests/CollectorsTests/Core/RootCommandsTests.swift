import Testing

@testable import Collectors

struct RootCommandsTests {
    @Test func commandsAreTakenAsTheyRun() {
        let text = """
            if have ss; then
                answer=$(as_root ss -tlnp 2>/dev/null)
            fi
            all) as_root virsh -c x list --all ;;
            dump) as_root virsh dumpxml "$2" ;;
            as_root grep . /a /b || as_root cat /a | head -n 2
            not_as_root rm x
            """
        #expect(
            RootCommands.commands(in: text) == [
                "ss -tlnp", "virsh -c x list --all", "virsh dumpxml *", "grep . /a /b", "cat /a",
            ]
        )
    }

    /// The kit puts the pattern of a UUID in the place of a host's own word.
    @Test func onlyGuestsOfLibvirtAreNamedByTheHost() {
        let patterns = RootCommands.of(PlatformRegistry.posix).filter { $0.contains("*") }
        #expect(patterns.count == 6)
        for pattern in patterns {
            #expect(pattern.hasPrefix("virsh --readonly -c ") && pattern.hasSuffix(" *"))
            #expect(pattern.count { $0 == "*" } == 1)
        }
    }

    @Test func linuxNamesWhatItNeeds() {
        let commands = RootCommands.of([.linux])
        #expect(commands.contains { $0.hasPrefix("dmidecode ") })
        #expect(commands.contains("dnf -q -C --setopt=plugins=0 check-update"))
        #expect(commands == commands.sorted())
        #expect(commands.allSatisfy { !$0.contains("$") && !$0.contains(">") })
    }
}
