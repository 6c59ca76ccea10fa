# The estate of script/walkthrough: two councils that share their ICT. Sourced by it.

ssh-keygen -q -t ed25519 -N '' -C reeve-scan -f "$estate/keys/scan"
cp "$estate/keys/scan.pub" "$stage/authorized_keys"
mkdir -m 700 "$folder/keys"
for person in anna david; do
    ssh-keygen -q -t ed25519 -N '' -C "$person" -f "$folder/keys/$person"
done

# Who signs as whom: the file that stock OpenSSH checks decisions against.
{
    printf 'anna.whitfield@darlbrook.example namespaces="reeve-decision@1" %s\n' "$(cut -d' ' -f1,2 "$folder/keys/anna.pub")"
    printf 'david.okafor@stockvale.example namespaces="reeve-decision@1" %s\n' "$(cut -d' ' -f1,2 "$folder/keys/david.pub")"
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

# A second server, made from the first one's image.
begin_fs2() {
    start_windows fs2 127.0.70.2 fs2-2012r2.txt
    host_key fs2 127.0.70.2 "$port" >>"$estate/known_hosts"
    write_estate "$fs1" "fs2: {address: 127.0.70.2, port: $port}"
}

end_fs2() {
    kill "${servers[1]}"
    write_estate "$fs1"
}

# A copy of the estate in whose log one byte of the entry with Anna's approval is another.
tamper() {
    cp -r "$estate" "$folder/tampered"
    sqlite3 "$folder/tampered/reeve.sqlite" "
        $(sqlite3 "$folder/tampered/reeve.sqlite" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'")
        UPDATE audit_entry SET body = replace(body, 'acceptable', 'acceptible') WHERE body LIKE '%acceptable%'"
}

# The new server takes the place and the name of the old one.
replace_fs1() {
    kill "${servers[0]}"
    start_windows fs1-new 127.0.70.1 fs1-2025.txt
    fs1="fs1: {address: 127.0.70.1, port: $port}"
    host_key fs1-new 127.0.70.1 "$port" >>"$estate/known_hosts"
    write_estate "$fs1"
}
