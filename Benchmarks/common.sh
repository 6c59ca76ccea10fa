# What the benchmarks share. Sourced by script/bench, which has made $work and set $reeve.

# measure COMMAND…: "CPU-milliseconds wall-milliseconds resident-MB status" of one run.
measure() { python3 Benchmarks/measure.py "$@" 2>>"$work/stderr"; }

cpu() { measure "$@" | cut -d' ' -f1; }

# median < numbers, one a line
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# The machine and the versions that a figure holds for.
describe_machine() {
    printf '%-28s%s\n' \
        machine "$(nproc) cores, $(uname -m), $(. /etc/os-release; echo "$PRETTY_NAME")" \
        versions "$("$reeve" --version), $(/usr/sbin/sshd -V 2>&1 | head -1)"
}

# Below the ports that the kernel gives to outgoing connections, of which thousands are just closing.
free_port() {
    local port
    for port in $(shuf -i 20000-32000 -n 50); do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    echo "script/bench: found no free port on 127.0.0.1" >&2
    return 1
}

# start_hosts COUNT: real OpenSSH servers on 127.0.0.1 … 127.0.0.COUNT. Each shows this machine under a machine-id
# and a host name of its own, so that each is an asset of its own. Sets $port and writes $work/known_hosts.
start_hosts() {
    local number directory command
    [ "$(id -u)" -eq 0 ] || { echo "script/bench: root is needed to give hosts a machine-id each" >&2; exit 1; }
    mkdir -p /run/sshd
    port=$(free_port)
    [ -e "$work/key" ] || ssh-keygen -q -t ed25519 -N '' -f "$work/key"
    for number in $(seq "$1"); do
        directory=$work/host$number
        mkdir -m 700 "$directory"
        ssh-keygen -q -t ed25519 -N '' -f "$directory/host_key"
        printf '%032x\n' "$((0x5eed0000 + number))" >"$directory/machine-id"
        command="mount --bind $directory/machine-id /etc/machine-id && hostname host$number && exec /bin/sh -s"
        printf '%s\n' "ListenAddress 127.0.0.$number" "Port $port" "HostKey $directory/host_key" "PidFile none" \
            "AuthorizedKeysFile $work/key.pub" "StrictModes no" "UsePAM no" "MaxStartups 500" \
            "ForceCommand unshare --mount --uts /bin/sh -c '$command'" >"$directory/config"
        /usr/sbin/sshd -D -e -f "$directory/config" 2>"$directory/log" &
        servers+=($!)
        echo "[127.0.0.$number]:$port $(cut -d' ' -f1,2 "$directory/host_key.pub")" >>"$work/known_hosts"
    done
    for number in $(seq "$1"); do
        for _ in $(seq 100); do
            if (exec 3<>"/dev/tcp/127.0.0.$number/$port") 2>/dev/null; then break; fi
            sleep 0.1
        done
    done
}

# estate NAME COUNT: an estate directory $work/NAME with the first COUNT hosts.
estate() {
    mkdir -m 700 "$work/$1"
    cp "$work/known_hosts" "$work/$1/"
    {
        echo "name: benchmark"
        echo "organisations: {darlbrook: {name: Darlbrook Borough Council, siro: Director of Resources (SIRO)}}"
        echo "credentials: {key: {key-file: $work/key}}"
        echo "defaults: {user: '$(id -un)', credential: key}"
        echo "groups: {all: {targets: {"
        for number in $(seq "$2"); do echo "  host$number: {address: 127.0.0.$number, port: $port},"; done
        echo "}}}"
    } >"$work/$1/estate.yaml"
}

# database_bytes ESTATE: pages in use, after the write-ahead log was folded in.
database_bytes() {
    python3 - "$1/reeve.sqlite" <<'PY'
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
value = lambda name: database.execute(f"PRAGMA {name}").fetchone()[0]
print((value("page_count") - value("freelist_count")) * value("page_size"))
PY
}
