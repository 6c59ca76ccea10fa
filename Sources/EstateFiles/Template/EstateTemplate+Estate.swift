extension EstateTemplate {
    static let estate = #"""
        # The estate: who owns it, how to log in, and what to scan.
        # Check it with: reeve scan --dry-run. The whole format: docs/estate-directory.md.

        name: Our council

        # Every council (or other body) with a register and a SIRO of its own.
        organisations:
          our-council:
            name: Our Borough Council
            siro: Director of Resources (SIRO)
            # psn-submission: 2027-03-31   # the next one
            # psn-submitted: 2026-03-31    # the last one

        # Where hosts stand. hosts-at-once spares a thin line.
        sites:
          town-hall: Town Hall
          depot: {name: Depot, hosts-at-once: 4}

        # How to log in. A secret is never written here, only where it is to be had:
        #   {env: NAME}   {file: PATH}   {command: [PROGRAM, ARGUMENT]}
        credentials:
          # A key in the running SSH agent.
          agent:
            agent: true
          # A key in a file; make one with: ssh-keygen -t ed25519 -f keys/reeve
          scan-key:
            key-file: keys/reeve
            passphrase: {env: REEVE_PASSPHRASE}
          # The last resort, for devices that know nothing else:
          # switch-password:
          #   password: {command: [pass, show, reeve/switches]}

        # Hosts through which others are reached; a target or group says 'via: gateway'.
        # jump-hosts:
        #   gateway: {address: gateway.example, hosts-at-once: 10}

        # When hosts may be scanned; a target or group says 'window: nightly'.
        windows:
          nightly: {days: mon-fri, from: "22:00", until: "06:00"}

        # What a scan may cost the estate at any moment.
        scan: {hosts-at-once: 100, connections-per-second: 100, guests-at-once: 4, attempts: 2}

        # What holds for every target that does not say otherwise.
        defaults:
          user: reeve
          credential: agent
          site: town-hall

        # Groups give settings to their targets. A group may start from another with 'extends'.
        groups:
          linux:
            about: Linux servers; root probes through sudo
            escalate: sudo
            tags: [server]
            targets:
              # name: address, or name: {address: …, and anything from above}
              this-host: 127.0.0.1
              # db01:
              #   address: db01.example
              #   service: revenues-and-benefits
              #   ratings: {data: 4, availability: 3, privilege: 3, internet-facing: false}
              # web[01-04]: web[01-04].example      # a range: four targets
          desktops:
            about: Windows desktops, listed in a table
            tags: [desktop]
            ratings: {privilege: 1}
            limits: {connect: 5s, host: 2m}
            targets-from: targets.csv

        # Who decides: posts, which stay, and the people who hold them. Decisions are a post's, and the log keeps both.
        # posts:
        #   architect: {title: Infrastructure Architect, role: architect}     # asks for exceptions, makes plans
        #   ict-head: {title: Head of ICT, role: ict-manager}                 # approves plans
        #   adviser: {title: Information Security Officer, role: advisor}      # recommends, never decides
        #   siro: {title: Director of Resources (SIRO), role: siro, organisation: our-council}
        #   audit: {title: Internal Audit, role: auditor}
        # people:
        #   jane: {name: Jane Smith, posts: [architect]}
        #   # signs-as is the name before the key in the file allowed-signers.
        #   ruth: {name: Ruth Green, posts: [siro], signs-as: ruth@council.example, email: ruth@council.example}
        # delegations:
        #   - {id: D-1, post: siro, to: jane, from: 2026-12-21, until: 2027-01-02, reason: annual leave}

        # Contracts for prolonged support. Without one here, and without a sign on the host, nothing counts as covered.
        # entitlements:
        #   - id: rhel-els                     # an id of rules/entitlements.yaml
        #     scope: {groups: linux}           # all, or any of hosts, groups, tags, sites
        #     reference: "contract RH-118"
        #     starts: 2026-07-01
        #     ends: 2027-06-30                 # the last covered day
        #     evidence: "order confirmation of 24 June 2026, contracts folder"

        # Contracts, licences and leases whose ends must be seen coming; 'reeve policy' lists them.
        # contracts:
        #   - id: planning-support
        #     kind: support                    # support, licence, lease or service
        #     supplier: Idox Software Ltd
        #     products: [idox-uniform]         # ids of rules; left out: the hosts as a whole
        #     scope: {groups: linux}           # left out: all hosts
        #     reference: "contract C-2023-118"
        #     starts: 2024-04-01
        #     ends: 2028-03-31                 # the last day
        #     notice-days: 180                 # left out: contract-notice-days of policy.yaml

        # What must not be upgraded before something else; 'reeve plan order' asks for that plan first.
        # upgrade-blocks:
        #   - product: idox-uniform            # what holds up: an application certified for one system only
        #     blocks-upgrade-of: ms-windows-server  # on the same host, or the virtualisation host under it
        #     scope: {groups: linux}           # left out: all hosts
        #     reference: "supplier's letter SUP-12"

        """#

    static let services = #"""
        # Business services: what the council does with its hosts. A risk is a risk to one of these.
        # A target that names a service takes over its organisations, its owner and the ratings it does not have itself.
        #
        # ratings:
        #   data          1 public, 2 internal, 3 personal, 4 special category, financial or card data, 5 safeguarding in bulk
        #   availability  how long the service may be down: 1 over five days, 2 five days, 3 two days, 4 one day, 5 four hours
        # What nobody rates is scored as 3 and listed as assumed.
        # litraf: {by: Head of ICT, on: 2026-11-02, L2: 3, C1: 2}   answers for `reeve litraf`; what is not answered stays open

        services:
          revenues-and-benefits:
            name: Revenues and benefits
            owner: Head of Revenues and Benefits
            ratings: {data: 4, availability: 3, internet-facing: false}
            depends-on: [e-mail]
            # blocks-upgrade-of: [e-mail]      # services and hosts that cannot be upgraded before it
          e-mail:
            name: E-mail and calendars
            owner: Head of ICT
            ratings: {data: 3, availability: 4}

        """#

    static let targets = """
        name,address,site,tags,owner
        reception-pc,127.0.0.2,town-hall,front-office,Customer Services Manager

        """

    static let rules = """
        # Local rules

        Rule files (`*.yaml`) in this folder are read after the shipped ones and win over them. They are the place for what
        only your council knows: line-of-business applications and the dates in suppliers' letters. Check them with
        `reeve rules check` and `reeve rules test`; the format is described in docs/rule-format.md.

        """

    static let knownHosts = """
        # Host keys of the estate, in OpenSSH's format. Reeve scans no host whose key is not here or has changed.

        """

    static let ignored = """
        reeve.sqlite*
        keys/

        """
}
