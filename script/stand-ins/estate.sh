# The estate of script/walkthrough: two councils that share their ICT. Sourced by it.

ssh-keygen -q -t ed25519 -N '' -C reeve-scan -f "$estate/keys/scan"
cp "$estate/keys/scan.pub" "$stage/authorized_keys"
for person in anna david; do
    ssh-keygen -q -t ed25519 -N '' -C "$person" -f "$stage/$person"
done

# Who signs as whom: the file that stock OpenSSH checks decisions against.
{
    printf 'anna.whitfield@darlbrook.example namespaces="reeve-decision@1" %s\n' "$(cut -d' ' -f1,2 "$stage/anna.pub")"
    printf 'david.okafor@stockvale.example namespaces="reeve-decision@1" %s\n' "$(cut -d' ' -f1,2 "$stage/david.pub")"
} >"$estate/allowed-signers"

cp inventory/policy.yaml "$estate/policy.yaml"

cat >"$estate/services.yaml" <<'YAML'
services:
  file-service:
    name: Shared file service
    owner: Infrastructure Manager
    organisations: {darlbrook: 50, stockvale: 50}
    ratings: {data: 3, availability: 3, privilege: 2, internet-facing: false}
YAML

# write_estate TARGET…: estate.yaml with these lines as targets.
write_estate() {
    cat >"$estate/estate.yaml" <<YAML
name: Darlbrook and Stockvale shared ICT

organisations:
  darlbrook: {name: Darlbrook Borough Council, siro: Director of Resources (SIRO)}
  stockvale: {name: Stockvale Borough Council, siro: Deputy Chief Executive (SIRO)}

posts:
  architect: {title: Infrastructure Architect, role: architect}
  infrastructure: {title: Infrastructure Manager, role: service-owner}
  ict-head: {title: Head of ICT, role: ict-manager}
  adviser: {title: Information Security Officer, role: advisor}
  darlbrook-siro: {title: Director of Resources (SIRO), role: siro, organisation: darlbrook}
  stockvale-siro: {title: Deputy Chief Executive (SIRO), role: siro, organisation: stockvale}
  audit: {title: Internal Audit, role: auditor}

people:
  jane: {name: Jane Smith, posts: [architect]}
  omar: {name: Omar Hassan, posts: [infrastructure]}
  grace: {name: Grace Lee, posts: [ict-head]}
  tom: {name: Tom Brown, posts: [adviser]}
  anna: {name: Anna Whitfield, posts: [darlbrook-siro], signs-as: anna.whitfield@darlbrook.example}
  david: {name: David Okafor, posts: [stockvale-siro], signs-as: david.okafor@stockvale.example}
  ruth: {name: Ruth Green, posts: [audit]}

delegations:
  - {id: D-1, post: stockvale-siro, to: grace, from: 2026-12-21, until: 2027-01-03, reason: annual leave}

credentials:
  scan-key: {key-file: keys/scan}

groups:
  servers:
    credential: scan-key
    user: '$(id -un)'
    service: file-service
    targets:
$(printf '      %s\n' "$@")
YAML
}

start_windows fs1 127.0.70.1 fs1-2012r2.txt
fs1="fs1: {address: 127.0.70.1, port: $port}"
host_key fs1 127.0.70.1 "$port" >"$estate/known_hosts"
write_estate "$fs1"
