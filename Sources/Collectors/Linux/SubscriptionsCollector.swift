import EstateModel

/// What a host shows of subscriptions: Ubuntu Pro, Red Hat's certificates and release lock, SUSE's products.
///
/// Only local files are looked at. `pro status` and `subscription-manager` are never run: both may ask their maker's
/// servers, and the second takes seconds. Of certificates and tokens only the presence is told, never the content.
struct SubscriptionsCollector: Collector {
    /// Of status.json only the state is printed: it also holds the account's name and ids.
    ///
    ///     client
    ///     attached true
    ///     expires 2027-03-31T00:00:00+00:00
    ///     service esm-infra enabled
    ///     credential /etc/apt/auth.conf.d/90ubuntu-advantage
    static let pro = Probe(
        "ubuntu-pro",
        section: .software,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            if [ -d /var/lib/ubuntu-advantage ] || have pro || have ua; then echo client; else echo no client; fi
            file=/var/lib/ubuntu-advantage/status.json
            if [ -f "$file" ] && [ -r "$file" ] && have awk; then
                awk '\#(proProgram)' "$file"
            fi
            for file in /var/lib/ubuntu-advantage/machine-token.json /etc/apt/auth.conf.d/90ubuntu-advantage; do
                [ ! -e "$file" ] || echo "credential $file"
            done
            """#
    )

    static let proProgram = #"""
        BEGIN { RS = "{" }
        function value (key,   text, found) {
            text = $0
            while (match(text, "\"" key "\"[ \t\r\n]*:[ \t\r\n]*(\"[^\"]*\"|[a-z]+)")) {
                found = substr(text, RSTART, RLENGTH); text = substr(text, RSTART + RLENGTH)
            }
            sub(/^"[^"]*"[ \t\r\n]*:[ \t\r\n]*/, "", found)
            gsub(/[^-a-zA-Z0-9_:.+\/]/, "", found)
            return substr(found, 1, 60)
        }
        /"attached"/ { print "attached", value("attached") }
        /"expires"/ { print "expires", value("expires") }
        /"entitled"/ { if (shown++ < 100) print "service", value("name"), value("status") }
        """#

    ///     identity /etc/pki/consumer/cert.pem
    ///     entitlements 1
    ///     product /etc/pki/product-default/69.pem
    ///     release /etc/yum/vars/releasever 7.6
    static let redHat = Probe(
        "rhel-subscription",
        section: .software,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            [ -d /etc/rhsm ] || [ -d /etc/pki/product ] || [ -d /etc/pki/product-default ] || return 0
            [ ! -e /etc/pki/consumer/cert.pem ] || echo identity /etc/pki/consumer/cert.pem
            count=0
            for file in /etc/pki/entitlement/*.pem; do
                case $file in
                *-key.pem) ;;
                *) [ ! -e "$file" ] || count=$((count + 1)) ;;
                esac
            done
            echo "entitlements $count"
            for file in /etc/pki/product/*.pem /etc/pki/product-default/*.pem; do
                [ ! -e "$file" ] || echo "product $file"
            done
            for file in /etc/yum/vars/releasever /etc/dnf/vars/releasever /var/lib/rhsm/cache/releasever.json; do
                line=
                if [ -f "$file" ] && [ -r "$file" ]; then read -r line <"$file" || :; fi
                [ -z "$line" ] || printf 'release %s %s\n' "$file" "$line"
            done
            """#
    )

    ///     product SLES-LTSS 15.4 x86_64 /etc/products.d/SLES-LTSS.prod
    static let suse = Probe(
        "suse-products",
        section: .software,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            have awk || return 0
            set --
            for file in /etc/products.d/*.prod; do
                if [ -f "$file" ] && [ -r "$file" ] && [ ! -L "$file" ]; then set -- "$@" "$file"; fi
            done
            [ $# -gt 0 ] || return 0
            awk '\#(suseProgram)' "$@"
            """#
    )

    /// The first of each tag counts: further down the file names its product line and its dependencies.
    static let suseProgram = #"""
        function close_product () {
            if (name != "") print "product", name, (version == "" ? "-" : version), (arch == "" ? "-" : arch), file
            name = version = arch = ""
        }
        function first (known, tag,   found) {
            if (known != "" || !match($0, "<" tag ">[^<]*</" tag ">")) return known
            found = substr($0, RSTART + length(tag) + 2, RLENGTH - 2 * length(tag) - 5)
            gsub(/[^-a-zA-Z0-9_.]/, "", found)
            return substr(found, 1, 100)
        }
        FNR == 1 { close_product(); file = FILENAME }
        FNR < 500 { name = first(name, "name"); version = first(version, "version"); arch = first(arch, "arch") }
        END { close_product() }
        """#

    let probes = [pro, redHat, suse]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let system = builder.collection.operatingSystem?.id
        let pro = UbuntuProReport(answers.bytes(Self.pro.id)).fact(isUbuntu: system == "ubuntu")
        let repositories = builder.collection.otherFacts.filter { $0.kind == "repository" }
        let redHat = RedHatSubscription(answers.bytes(Self.redHat.id)).fact(repositories: repositories)
        builder.collection.otherFacts += [pro, redHat].compactMap(\.self)
        builder.collection.otherFacts += SuseProducts(answers.bytes(Self.suse.id)).facts
    }
}
