# Simulated hosts for benchmarks; see docs/estate-simulator.md. Sourced after common.sh.

script/bootstrap test
swift build -c release --product EstateSimulator >&2
simulator=$(swift build -c release --show-bin-path)/EstateSimulator
at_once=${AT_ONCE:-600}
[ -e "$work/key" ] || ssh-keygen -q -t ed25519 -N '' -f "$work/key"
ulimit -n "$(ulimit -H -n)"

# simulate NAME HOSTS OPTION…: serves an estate $work/NAME until stop_simulator, which writes $work/NAME.out.
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

# counter NAME FIELD: what the stopped simulator counted.
counter() { python3 -c "import json, sys; print(json.loads(open('$work/$1.out').read().splitlines()[-1])['$2'])"; }

# with_default NAME TEXT: adds a setting to those of all targets of the simulated estate.
with_default() { sed -i "s/^defaults: {/defaults: {$2, /" "$work/$1/estate.yaml"; }

# The command of a scan of the estate NAME; more options follow it.
scan_command() { echo "$reeve" scan --quiet --at-once "$at_once" --per-second 10000 --estate "$work/$1"; }

# scan NAME OPTION…: "CPU-milliseconds wall-milliseconds resident-MB status"
scan() { measure $(scan_command "$1") "${@:2}"; }

# rows NAME SQL: one value from the inventory.
rows() {
    python3 -c "
import sqlite3, sys
print(sqlite3.connect('$work/$1/reeve.sqlite').execute(sys.argv[1]).fetchone()[0])" "$2"
}

row() { printf '%-28s%s\n' "$@"; }

# tenths MILLISECONDS COUNT: the quotient with one decimal.
tenths() { awk "BEGIN { printf \"%.1f\", $1 / $2 }"; }
