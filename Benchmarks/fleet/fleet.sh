# Ten thousand hosts, some of them bad, scanned twice and judged. See ../fleet.sh.

# The most threads that a scan of this estate has at any moment.
threads_of_scan() {
    $(scan_command "$1") >/dev/null 2>&1 &
    local process=$! most=0 now
    while now=$(awk '/^Threads/ { print $2 }' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
        [ "$now" -le "$most" ] || most=$now
        sleep 0.2
    done
    wait "$process" || true
    echo "$most"
}

# scan_row NAME CPU WALL MEMORY
scan_row() {
    row "$1" "$(tenths "$3" 1000) s wall (target: 60), $(tenths "$2" "$hosts") ms CPU a host, $4 MB (target: 400)"
}

hosts=${HOSTS:-10000}
faults="silent=5%,drip=2%,refuse=1%,endless=1%"
simulate fleet "$hosts" --faults "$faults"
with_default fleet "limits: {connect: 10s, host: 10s, host-bytes: 2MiB}"
read -r first_cpu first_wall first_memory _ <<<"$(scan fleet --events "$work/events")"
size=$(database_bytes "$work/fleet")
read -r again_cpu again_wall again_memory _ <<<"$(scan fleet)"
growth=$(($(database_bytes "$work/fleet") - size))
threads=$(threads_of_scan fleet)
stop_simulator
judged=$(cpu "$reeve" register --estate "$work/fleet")
rules=$(cpu "$reeve" rules list)

row hosts "$hosts simulated, $faults; $at_once at once, 10 s a host"
scan_row "first scan" "$first_cpu" "$first_wall" "$first_memory"
python3 Benchmarks/fleet/outcomes.py "$work/events" "$work/fleet/targets.csv" \
    || echo "  NOT RIGHT: a good host was not read whole, or a bad one has no cause"
row "database" "$((size / 1048576)) MB"
scan_row "rescan" "$again_cpu" "$again_wall" "$again_memory"
row "growth of the rescan" "$((growth / 1024)) KB (target: 2048)" \
    "threads at most" "$threads (target: 24)" \
    "simulator" "$(counter fleet cpuSeconds) s CPU in three scans" \
    "register of all hosts" "$(tenths $((judged - rules)) 1000) s CPU beyond start-up and loading the rules"
