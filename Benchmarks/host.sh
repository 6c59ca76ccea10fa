# CPU time per host, growth per rescan, start-up. See script/bench.

hosts=12
start_hosts $((hosts + 1))

# A figure of a scan that failed would be worthless: try once, aloud.
estate try 1
"$reeve" scan --quiet --estate "$work/try" >&2 || [ $? -eq 3 ]

first=() again=() judged=()
for round in $(seq "${ROUNDS:-5}"); do
    estate "one$round" 1
    estate "many$round" $((hosts + 1))
    one=$(cpu "$reeve" scan --quiet --at-once 2 --estate "$work/one$round")
    many=$(cpu "$reeve" scan --quiet --at-once 2 --estate "$work/many$round")
    first+=($(((many - one) * 1000 / hosts)))
    one=$(cpu "$reeve" scan --quiet --at-once 2 --estate "$work/one$round")
    many=$(cpu "$reeve" scan --quiet --at-once 2 --estate "$work/many$round")
    again+=($(((many - one) * 1000 / hosts)))
    one=$(cpu "$reeve" register --estate "$work/one$round")
    many=$(cpu "$reeve" register --estate "$work/many$round")
    judged+=($(((many - one) * 1000 / hosts)))
done
alone=$(for _ in 1 2 3 4 5; do cpu "$reeve" register --estate "$work/one1"; done | median)
rules=$(for _ in 1 2 3 4 5; do cpu "$reeve" rules list; done | median)

# Growth of one asset's share: with 200 visits, whole pages of 4 KB are a measure of 20 bytes.
estate grow 2
"$reeve" scan --quiet --estate "$work/grow" >/dev/null 2>&1 || true
size=$(database_bytes "$work/grow")
rescans=100
for _ in $(seq $rescans); do "$reeve" scan --quiet --estate "$work/grow" >/dev/null 2>&1 || true; done
growth=$((($(database_bytes "$work/grow") - size) / rescans / 2))

help=$(for _ in $(seq 20); do measure "$reeve" --help | cut -d' ' -f2; done | median)

microseconds() { printf '%s\n' "$@" | median | awk '{ printf "%.1f ms CPU\n", $1 / 1000 }'; }
describe_machine
printf '%-28s%s\n' \
    packages "$(dpkg-query -W 2>/dev/null | wc -l)" \
    "first scan, per host" "$(microseconds "${first[@]}") (connect, read, parse, store)" \
    "rescan unchanged, per host" "$(microseconds "${again[@]}")" \
    "judge and score, per host" "$(microseconds "${judged[@]}") (each host after the first)" \
    "judge and score, first host" "$((alone - rules)) ms CPU beyond start-up and loading the rules ($rules ms)" \
    "growth per rescan and host" "$growth bytes on average of $rescans rescans, after checkpoint" \
    "reeve --help" "$help ms wall" \
    "" "(medians; CPU of the reeve process alone; the cost of $hosts further hosts, divided by $hosts)"
