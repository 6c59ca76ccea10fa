extension EstateTemplate {
    static let policy = #"""
        # The council's own rules on top of the vendors' support dates. A key that is deleted falls back to Reeve's default.
        # Reports print the hash of this file, so that a change of method never looks like a change of risk.

        # How far behind the newest release is allowed, how old hardware may get, and how early to warn.
        lifecycle:
          n-minus:
            # 1 is N-1: the current and the prior generation.
            default: 1
            # By ladder where it differs; generations are counted on each ladder alone.
            ladders: {}
            # A new generation becomes N so long after its release; without the key, at once.
            settle: 180d
          # By class of device; 'default' for the rest.
          life-span: {default: 5y, server: 5y, desktop: 5y, laptop: 4y, network: 7y}
          # Verdicts are flagged so long before an end.
          warn: [90d, 365d, 730d]

        # What the council agreed to run; 'reeve policy' lists what is not on it. Without a list nothing is asked.
        # approved-products:
        #   # What is not listed is a deviation, but only of these kinds, so that libraries do not drown it.
        #   kinds: [os, hypervisor, database]
        #   products:
        #     debian: ["12", "13"]           # releases; the word all allows every one
        #     postgresql: all
        #     ms-windows-server:
        #       - "2022"
        #       - {releases: ["2019"], scope: {groups: linux}, until: 2027-03-31}
        #   deviations:
        #     - product: oracle-database
        #       releases: ["19"]
        #       scope: {hosts: this-host}
        #       until: 2027-03-31            # the last day; after it the breach is back
        #       allowed-by: Architecture Group
        #       reference: AG-2026-14
        #       reason: the revenues system is certified on it until its replacement

        # How likelihood and impact are found and what their product is called.
        scoring:
          # default-5x5, service-register, four-bands-5x5 or four-by-four; 'matrix' changes what the preset says.
          preset: default-5x5
          matrix:
            likelihood: [Very unlikely, Unlikely, Possible, Likely, Very likely]
            impact: [Minor, Moderate, Significant, Serious, Severe]
            # Bands from the lowest score on. Instead of 'from', a 'grid' can name the band of every cell.
            bands:
              - {id: low, label: Low, from: 1}
              - {id: medium, label: Medium, from: 5}
              - {id: high, label: High, from: 9}
              - {id: very-high, label: Very high, from: 15}
              - {id: critical, label: Critical, from: 20}
          likelihood:
            # Days to the end of security fixes: over 365 scores 1, over 90 scores 2, to the last day 3,
            # up to 365 days past 4, longer past 5.
            support-days: [365, 90, 0, -365]
            # Days that the oldest missing fix has been out: up to 14 scores 0, to 30 2, to 90 3, longer 4.
            patch-days: [14, 30, 90]
          impact:
            # From so many hosts on the impact is one higher.
            scale-hosts: 50
            # Stands in for a rating that nobody gave, and is listed as assumed.
            assumed: 3
          evidence:
            # A control counts only while its evidence is at most so old.
            max-age-days: 90
          # Without security fixes no set of controls brings the likelihood below these.
          floors: {internet: 4, other: 3, air-gapped: 2}
          # The most that all controls together may take off.
          caps: {likelihood-credit: 3, impact-credit: 1}

        # By when risks must be dealt with.
        plan:
          # Days from detection, by residual band; bands not named wait for the next refresh.
          band-days: {critical: 90, very-high: 180, high: 365, medium: 730}
          # Days from detection until a product without fixes is contained.
          contain-days: {critical: 14, very-high: 30, high: 60, medium: 90}
          # The longest that a product without fixes may stay, whatever its band.
          no-fix-caps: {internet: 90, psn: 180, pci: 180, other: 365}
          # A plan ends so many days before support, paid cover or a PSN submission does.
          lead-days: 30
          contract-notice-days: 90
          # How far ahead endings are forecast.
          horizon-months: 24
          patches: {days: 14, advice-internet-days: 5, advice-days: 7, pci-months: 1}
          # next-refresh: 2028-06-30
          # Working days that each step of a plan takes, by kind of plan; 'reeve plan draft' counts them back from the
          # by-when. Kinds: patch, upgrade, replace, migrate, consolidate-retire, buy-cover, isolate.
          # templates:
          #   replace: {options: 20, funding: 20, build: 40, migrate: 30, switch-off: 10, dispose: 10}
          #   patch: {build: 3, migrate: 5, switch-off: 5}
          # Who hears of what is late, so many days after its due day; without posts, the owner of what is late.
          escalation:
            - {after-days: 1}
            - {after-days: 14, posts: [Head of ICT, Architecture Group]}
            - {after-days: 30, posts: [SIRO]}
            - {after-days: 60, posts: [Management team or Executive Board], committee: true}

        # How long an exception may last. Each one names a plan that removes or replaces the product.
        exceptions:
          # The longest in days, both ends included, by residual band.
          max-days: {critical: 90, very-high: 180, high: 365, medium: 365, low: 365}
          # A renewal is asked for between 60 and 14 days before the end, and needs a milestone that was met.
          renewals: {opens-days: 60, closes-days: 14, most: 2, months: 24}
          # An approval counts only with the approver's SSH signature.
          signed: true
          # Evidence of its controls is at most so old; without the key as under scoring.evidence.
          # evidence-max-age-days: 90

        # On which days plans may end.
        calendar:
          # Dates roll back over weekends, the bank holidays of England and Wales, and freezes; never forward.
          # Bank holidays after this year may still change by proclamation: check gov.uk/bank-holidays, then raise it.
          known-until: 2028
          extra-holidays: []
          freezes: []
          # freezes:
          #   - {from: 2027-04-12, until: 2027-05-10, reason: local elections}
          #   - {from: 2027-03-15, until: 2027-04-09, reason: year end and council tax billing}

        # Who decides. Posts and bodies, not persons.
        approval:
          decisions:
            low: {by: Asset owner}
            medium: {by: Head of ICT, with: [Architecture Group]}
            high: {by: SIRO or named deputy, register: service}
            very-high: {by: SIRO, register: corporate}
            critical:
              by: SIRO
              with: [Management team or Executive Board]
              report-to: [Audit committee]
              register: corporate
          # Products without security fixes, whatever the band.
          no-fix: SIRO
          # Of the steps that apply, the one with the highest sum decides; strictly more than the sum.
          spend:
            - {over-pounds: 0, by: ICT manager}
            - {over-pounds: 25000, shared: true, by: ICT Executive Board}

        # Who is told of what is due: 'reeve notices' lists it, 'reeve notices --send' tells each post once at each stage.
        notices:
          # Days before an exception ends, before a suspended one stops covering its risk, before evidence is too old,
          # before milestones, before the last day of a contract's notice, and before the treatment of a risk is to be
          # looked at again; days after a decision was asked for.
          exception-days: [90, 30, 7]
          suspension-days: [14, 3]
          evidence-days: [14]
          plan-days: [14]
          contract-days: [90, 30, 7]
          review-days: [14]
          waiting-days: [0, 14]
          # Months before support or paid cover ends.
          support-months: [24, 12, 6, 3]
          # smtp:
          #   host: mail.council.example
          #   tls: starttls                  # or tls; none only to this machine
          #   from: reeve@council.example
          #   username: reeve
          #   password: {env: REEVE_MAIL_PASSWORD}
          # webhook:
          #   url: https://desk.council.example/reeve
          #   secret: {file: keys/webhook}   # signs what is sent: HMAC-SHA256

        """#
}
