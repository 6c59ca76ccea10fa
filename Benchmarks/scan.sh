# Reeve beside the bare libssh2 client, parallel-ssh and Ansible, against one real sshd. See script/bench.
#
# HOSTS=n (24), REPLAYED=n (150; both at most 250), AT_ONCE=n (20), ROUNDS=n (3), PYTHON_TOOLS=dir (a venv with parallel-ssh and ansible-core).
# Client CPU is that of the client's process alone, from the difference between HOSTS hosts and one: start-up is not in
# it. Hosts per second are wall time of the whole program; the hosts' own work is on the same cores. Everything but
# Ansible is measured a second time against REPLAYED hosts that give a recorded answer of 700 packages and have almost
# no work.

source Benchmarks/scan/hosts.sh
source Benchmarks/scan/peers.sh
hosts=${HOSTS:-24} at_once=${AT_ONCE:-20} rounds=${ROUNDS:-3} replayed=${REPLAYED:-150}

# note KEY COMMAND…: runs it in the hosts' network; keeps CPU and wall milliseconds under KEY. Stops when it failed.
note() {
    local key=$1 cpu wall status
    shift
    read -r cpu wall _ status <<<"$(inside python3 Benchmarks/measure.py "$@" 2>>"$work/stderr")"
    # Of Reeve, 2 tells of findings and 3 of a host that was read in part; what was read is counted by check_scan.
    [ "$1" != "$reeve" ] || [ "$status" -lt 2 ] || [ "$status" -gt 3 ] || status=0
    if [ "$status" -ne 0 ]; then
        echo "script/bench scan: $key ended with status $status: $(tail -3 "$work/stderr")" >&2
        exit 1
    fi
    echo "$cpu" >>"$work/$key.cpu"
    echo "$wall" >>"$work/$key.wall"
}

# A scan that failed would be a fast one.
check_scan() {
    local found
    found=$(python3 -c "
import sqlite3
count = lambda sql: sqlite3.connect('$work/$1/reeve.sqlite').execute(sql).fetchone()[0]
print(count('SELECT count(*) FROM asset'), count('SELECT count(*) FROM visit WHERE reach = 3'))")
    [ "$found" = "$2 $(($2 * 2))" ] && return
    echo "script/bench scan: two scans of $2 hosts made assets and visits: $found" >&2
    exit 1
}

# one_round MODE COUNT: everything but Ansible, against COUNT hosts; figures are kept as MODE-what-COUNT.
one_round() {
    local mode=$1 count=$2 scan=("$reeve" scan --quiet --at-once "$at_once" --per-second 10000 --estate "$work/round")
    note "$mode-bare-$count" "$work/bare-libssh2" 127.0.0.1 2222 "$(id -un)" "$work/key" "$work/script" \
        "$count" "$((count < at_once ? count : at_once))"
    rm -rf "$work/round"
    port=2222
    estate round "$count"
    note "$mode-first-$count" "${scan[@]}"
    note "$mode-again-$count" "${scan[@]}"
    check_scan round "$count"
    note "$mode-judge-$count" "$reeve" register --estate "$work/round"
    if has_python pssh; then
        note "$mode-pssh-$count" "$python_tools/bin/python" Benchmarks/scan/parallel_ssh.py \
            "$count" "$at_once" "$work/key" "$work/script"
    fi
}

# cpu_of KEY: client CPU milliseconds a host, start-up apart.
cpu_of() {
    awk -v one="$(median <"$work/$1-1.cpu")" -v many="$(median <"$work/$1-$hosts.cpu")" \
        "BEGIN { printf \"%.2f\", (many - one) / ($hosts - 1) }"
}

rate_of() { awk -v wall="$(median <"$work/$1.wall")" "BEGIN { printf \"%.1f\", $hosts * 1000 / wall }"; }

calculate() { awk "BEGIN { printf \"%.2f\", $1 }"; }

# figures MODE: the table of one way in which the hosts answer.
figures() {
    local mode=$1 floor first rate
    floor=$(cpu_of "$mode-bare")
    first=$(calculate "$(cpu_of "$mode-first") + $(cpu_of "$mode-judge")")
    rate=$(rate_of "$mode-first-$hosts")
    printf '  %-26s%s\n' \
        "bare libssh2 (floor)" "$floor ms CPU a host, $(rate_of "$mode-bare-$hosts") hosts a second" \
        "first scan" "$(cpu_of "$mode-first") ms CPU a host, $rate hosts a second" \
        "judging" "$(cpu_of "$mode-judge") ms CPU a host" \
        "rescan unchanged" "$(cpu_of "$mode-again") ms CPU a host, $(rate_of "$mode-again-$hosts") hosts a second" \
        "first and judged / floor" "$(calculate "$first / $floor") (target: at most 3.0)" \
        "rescan / floor" "$(calculate "$(cpu_of "$mode-again") / $floor") (target: at most 1.5)"
    if has_python pssh; then
        printf '  %-26s%s\n' \
            "parallel-ssh" "$(cpu_of "$mode-pssh") ms CPU a host, $(rate_of "$mode-pssh-$hosts") hosts a second" \
            "rate / parallel-ssh" "$(calculate "$rate / $(rate_of "$mode-pssh-$hosts")") (target: at least 1)"
    else
        echo "  parallel-ssh              not measured"
    fi
}

ansible_figures() {
    if ! has_python ansible; then
        echo "  Ansible                   not measured"
        return
    fi
    local cpu rate
    ansible_hosts "$hosts"
    cpu=$(calculate "$(median <"$work/ansible.cpu") / $hosts")
    rate=$(rate_of ansible)
    printf '  %-26s%s\n' \
        "Ansible" "$cpu ms CPU a host, $rate hosts a second" \
        "" "(setup, package_facts; forks 20, pipelining; one run; start-up is in its CPU)" \
        "rate / Ansible" "$(calculate "$(rate_of "probes-first-$hosts") / $rate") (target: at least 40)"
}

build_floor
find_python_tools
start_many_hosts "$((hosts > replayed ? hosts : replayed))"
describe_machine
describe_peers
echo "hosts                       $hosts addresses of one sshd, $at_once at once, medians of $rounds rounds"
for mode in probes replayed; do
    [ "$mode" = probes ] || { touch "$work/replay" && hosts=$replayed; }
    for _ in $(seq "$rounds"); do
        one_round "$mode" 1
        one_round "$mode" "$hosts"
    done
    rm -f "$work/replay"
    if [ "$mode" = probes ]; then
        echo "full probes of this machine, $(dpkg-query -W 2>/dev/null | wc -l) packages"
        figures "$mode"
        ansible_figures
    else
        echo "the same script answered from a recording of 700 packages, $hosts addresses"
        figures "$mode"
    fi
done
