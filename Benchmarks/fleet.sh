# Ten thousand simulated hosts, some of them bad. See script/bench and docs/estate-simulator.md.
#
# HOSTS=n (10000), AT_ONCE=n (600). The simulator works on the same cores; its cost is printed too.

script/bootstrap test
swift build -c release --product EstateSimulator >&2
simulator=$(swift build -c release --show-bin-path)/EstateSimulator
hosts=${HOSTS:-10000}
at_once=${AT_ONCE:-600}
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
ulimit -n "$(ulimit -H -n)"

# simulate NAME HOSTS OPTION…: serves an estate $work/NAME until stop_simulator, which writes $work/NAME.json.
simulate() {
    local name=$1 count=$2
    shift 2
    port=$(free_port)
    "$simulator" serve --hosts "$count" --port "$port" --recording Benchmarks/recordings/debian-12 \
        --client-key "$work/key.pub" --estate "$work/$name" --seconds 900 "$@" >"$work/$name.out" &
    simulation=$!
    servers+=("$simulation")
    for _ in $(seq 300); do
        grep -q '^listening' "$work/$name.out" && break
        sleep 0.1
    done
    chmod 700 "$work/$name"
}

stop_simulator() {
    kill "$simulation"
    wait "$simulation" 2>/dev/null || true
}

counter() { python3 -c "import json, sys; print(json.loads(open('$work/$1.out').read().splitlines()[-1])['$2'])"; }

# with_limits NAME TEXT: sets the limits of the simulated estate's targets.
with_limits() { sed -i "s/^defaults: {/defaults: {limits: {$2}, /" "$work/$1/estate.yaml"; }

scan() { measure "$reeve" scan --quiet --at-once "$at_once" --per-second 10000 --estate "$work/$1" "${@:2}"; }

# rows ESTATE SQL: one value from the inventory.
rows() { python3 -c "import sqlite3, sys; print(sqlite3.connect('$work/$1/reeve.sqlite').execute(sys.argv[1]).fetchone()[0])" "$2"; }

# The most threads that a scan of this estate has at any moment.
threads_of_scan() {
    "$reeve" scan --quiet --at-once "$at_once" --per-second 10000 --estate "$work/$1" >/dev/null 2>&1 &
    local process=$! most=0 now
    while now=$(awk '/^Threads/ { print $2 }' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
        [ "$now" -le "$most" ] || most=$now
        sleep 0.2
    done
    wait "$process" || true
    echo "$most"
}

faults="silent=5%,drip=2%,refuse=1%,endless=1%"
simulate fleet "$hosts" --faults "$faults"
with_limits fleet "connect: 10s, host: 10s, host-bytes: 2MiB"
read -r first_cpu first_wall first_memory _ <<<"$(scan fleet)"
collected=$(rows fleet "SELECT count(*) FROM visit WHERE scan_id = 1 AND reach = 3")
explained=$(rows fleet "SELECT count(DISTINCT target_id) FROM visit_problem WHERE scan_id = 1")
size=$(database_bytes "$work/fleet")
read -r again_cpu again_wall again_memory _ <<<"$(scan fleet)"
growth=$(($(database_bytes "$work/fleet") - size))
threads=$(threads_of_scan fleet)
stop_simulator
server_cpu=$(counter fleet cpuSeconds)
judged=$(cpu "$reeve" register --estate "$work/fleet")
rules=$(cpu "$reeve" rules list)

describe_machine
printf '%-28s%s\n' \
    hosts "$hosts simulated, $faults; $at_once at once, 10 s a host" \
    "first scan" "$((first_wall / 1000)) s wall, $(awk "BEGIN { printf \"%.1f\", $first_cpu / $hosts }") ms CPU a host, $first_memory MB resident" \
    "read" "$collected hosts; $explained others each with a recorded problem" \
    "rescan" "$((again_wall / 1000)) s wall, $(awk "BEGIN { printf \"%.1f\", $again_cpu / $hosts }") ms CPU a host, $again_memory MB resident" \
    "growth of the rescan" "$((growth / 1024)) KB" \
    "threads at most" "$threads" \
    "simulator" "$server_cpu s CPU in three scans" \
    "register of all hosts" "$(((judged - rules) / 1000)).$(((judged - rules) % 1000 / 100)) s CPU beyond start-up and loading the rules"

# kill -9 at ten random moments of a scan of 2,000 hosts; each time the rest is resumed.
simulate killed 2000
kills=10 whole=0
for _ in $(seq $kills); do
    rm -f "$work"/killed/reeve.sqlite*
    "$reeve" scan --quiet --at-once "$at_once" --per-second 10000 --estate "$work/killed" >/dev/null 2>&1 &
    process=$!
    sleep "0.$((RANDOM % 9 + 1))"
    sleep "$((RANDOM % 4))"
    kill -9 "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    check=ok
    [ ! -e "$work/killed/reeve.sqlite" ] || check=$(rows killed "PRAGMA integrity_check")
    "$reeve" scan --quiet --resume --at-once "$at_once" --per-second 10000 --estate "$work/killed" >/dev/null 2>&1 || true
    assets=$(rows killed "SELECT count(*) FROM asset")
    visits=$(rows killed "SELECT count(*) FROM visit WHERE reach = 3")
    if [ "$check $assets $visits" = "ok 2000 2000" ]; then whole=$((whole + 1)); else
        echo "  kill: integrity $check, $assets assets, $visits visits" >&2
    fi
done
stop_simulator
printf '%-28s%s\n' "kill -9 and resume" "$whole of $kills: database whole, every host read once"
