/// One installed package or program, as its source names it. Nothing is normalised away: judging does that.
///
/// Every optional is nil when the source does not tell it. Copies share their memory.
@dynamicMemberLookup
package struct InstalledSoftware: Hashable, Sendable, Codable {
    package struct Fields: Hashable, Sendable, Codable {
        package var source: SoftwareSource
        /// The package or display name; for ``SoftwareSource/command``, the program (`java`, `nginx`).
        package var name: String
        /// The version as the source writes it, with epoch and release (`5:7.0.15-1~deb12u10`).
        package var version: String?
        package var architecture: String?
        /// rpm's Vendor, the registry's Publisher, dpkg's Maintainer.
        package var publisher: String?
        /// The repository that delivers it: `Origin` of an apt Release file (`Debian`), a yum repository id.
        package var origin: String?
        /// The part of the repository (`main`, `universe`), where the cached lists tell which one carries this version.
        package var component: String?
        /// The repository's suite as its Release file names it (`oldstable-security`, `jammy-updates`).
        package var suite: String?
        /// The source package (dpkg, rpm), without version.
        package var sourcePackage: String?
        /// dpkg's Section (`database`), apk and others have none.
        package var category: String?
        /// rpm's `%{MODULARITYLABEL}`, `name:stream:version:context`.
        package var modularityLabel: String?
        /// Edition, channel or variant where the source tells one (snap's channel, SQL Server's edition).
        package var edition: String?
        /// Where it is installed, for programs found outside packages.
        package var path: String?
        /// The lines a command printed, at most 2,000 bytes; only for ``SoftwareSource/command``.
        package var output: String?
    }

    @usableFromInline package var fields: Shared<Fields>

    package init(
        source: SoftwareSource,
        name: String,
        version: String? = nil,
        architecture: String? = nil,
        publisher: String? = nil,
        origin: String? = nil,
        sourcePackage: String? = nil,
        category: String? = nil,
        modularityLabel: String? = nil,
        edition: String? = nil,
        path: String? = nil,
        output: String? = nil,
        component: String? = nil,
        suite: String? = nil
    ) {
        fields = Shared(
            Fields(
                source: source,
                name: name,
                version: version,
                architecture: architecture,
                publisher: publisher,
                origin: origin,
                component: component,
                suite: suite,
                sourcePackage: sourcePackage,
                category: category,
                modularityLabel: modularityLabel,
                edition: edition,
                path: path,
                output: output
            )
        )
    }

    /// Always inlined, so that a member is read in place; a key path would copy all of them first.
    @inlinable @inline(__always)
    package subscript<Value>(dynamicMember path: WritableKeyPath<Fields, Value>) -> Value {
        get { fields.box.value[keyPath: path] }
        _modify { yield &fields.value[keyPath: path] }
    }

    package init(from decoder: any Decoder) throws {
        fields = try Shared(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try fields.encode(to: encoder)
    }
}

/// What is asked of every one of seven hundred packages of a host, without the detour over a key path.
extension InstalledSoftware {
    package var source: SoftwareSource {
        @inline(__always) get { fields.value.source }
        _modify { yield &fields.value.source }
    }

    package var name: String {
        @inline(__always) get { fields.value.name }
        _modify { yield &fields.value.name }
    }

    package var version: String? {
        @inline(__always) get { fields.value.version }
        _modify { yield &fields.value.version }
    }

    package var architecture: String? {
        @inline(__always) get { fields.value.architecture }
        _modify { yield &fields.value.architecture }
    }

    package var origin: String? {
        @inline(__always) get { fields.value.origin }
        _modify { yield &fields.value.origin }
    }

    package var component: String? {
        @inline(__always) get { fields.value.component }
        _modify { yield &fields.value.component }
    }

    package var suite: String? {
        @inline(__always) get { fields.value.suite }
        _modify { yield &fields.value.suite }
    }

    package var path: String? {
        @inline(__always) get { fields.value.path }
        _modify { yield &fields.value.path }
    }
}
