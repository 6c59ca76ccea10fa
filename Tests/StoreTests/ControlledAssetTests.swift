import EstateModel
import Store
import Testing

/// What controls are told from, as it is stored and read.
struct ControlledAssetTests {
    private func host(_ change: (inout HostCollection) -> Void = { _ in }) -> HostCollection {
        var host = Sample.host(1)
        host.networkState = NetworkState(defaultRoutes: ["192.0.2.1 on eth0"], interfacesUp: ["eth0"])
        host.agents = [ProtectiveAgent(name: "clamav", isRunning: true, currentAsOf: CalendarDay("2026-11-20"))]
        host.enabledServices = ["cron", "ssh"]
        change(&host)
        return host
    }

    @Test func whatWasLearntIsReadBack() async throws {
        let estate = try Estate()
        let asset = try await estate.scan(host(), as: Sample.target("fs1")).host.asset
        let whole = try await estate.store.asset(asset).collection
        #expect(whole.networkState == host().networkState && whole.agents == host().agents)
        #expect(whole.enabledServices == ["cron", "ssh"])
        let found = try #require(try await estate.store.controlledAssets([asset])[asset])
        #expect(found.name == "fs1" && found.collection.agents == host().agents)
        #expect(found.collection.networkState == host().networkState && found.collection.software.isEmpty)
        #expect(found.collection.completeness == host().completeness)
        #expect(try await estate.store.controlledAssets([AssetID(rawValue: 99)]).isEmpty)
    }

    /// An agent that nobody could look at must not pass for running because it ran last week.
    @Test func whatIsNotLearntAgainIsNotKnownAnyMore() async throws {
        let estate = try Estate()
        try await estate.scan(host(), as: Sample.target("fs1"))
        let asset = try await estate.scan(
            host {
                $0.networkState = NetworkState(interfacesUp: ["eth0"])
                $0.agents = nil
                $0.enabledServices = nil
                $0.completeness = [.network: .partial]
            },
            as: Sample.target("fs1")
        ).host.asset
        let found = try #require(try await estate.store.controlledAssets([asset])[asset]?.collection)
        #expect(found.agents == nil && found.enabledServices == nil)
        #expect(found.networkState == NetworkState(interfacesUp: ["eth0"]))
    }

    @Test func noneIsToldFromUnknown() async throws {
        let estate = try Estate()
        let asset = try await estate.scan(
            host {
                $0.agents = []
                $0.enabledServices = []
                $0.networkState = NetworkState(defaultRoutes: [], interfacesUp: [])
            },
            as: Sample.target("fs1")
        ).host.asset
        let found = try #require(try await estate.store.controlledAssets([asset])[asset]?.collection)
        #expect(found.agents == [] && found.enabledServices == [])
        #expect(found.networkState == NetworkState(defaultRoutes: [], interfacesUp: []))
    }
}
