# A thousand simulated hosts behind one real jump host that drops connections as its MaxStartups says. See ../fleet.sh.

jump_hosts=1000 behind=${BEHIND:-200} jump_port=$(free_port)

# A real sshd on 127.0.0.9 that forwards and does nothing else. Its log tells what it dropped.
start_jump_host() {
    mkdir -p /run/sshd
    ssh-keygen -q -t ed25519 -N '' -f "$work/jump_key"
    printf '%s\n' "ListenAddress 127.0.0.9" "Port $jump_port" "HostKey $work/jump_key" "PidFile none" \
        "AuthorizedKeysFile $work/key.pub" "StrictModes no" "UsePAM no" "LogLevel VERBOSE" \
        "MaxStartups 10:30:60" "AllowTcpForwarding local" "ForceCommand /bin/false" >"$work/jump_config"
    /usr/sbin/sshd -D -e -f "$work/jump_config" 2>"$work/jump.log" &
    servers+=($!)
    for _ in $(seq 100); do
        grep -q '^Server listening' "$work/jump.log" && return
        sleep 0.1
    done
    echo "script/bench fleet: the jump host does not start: $(tail -1 "$work/jump.log")" >&2
    return 1
}

route_through_jump_host() {
    with_default jump "via: bastion"
    # Keys of hosts behind a jump host are recorded with its name.
    sed -i 's/^[^ ]*/&@bastion/' "$work/jump/known_hosts"
    echo "[127.0.0.9]:$jump_port $(cut -d' ' -f1,2 "$work/jump_key.pub")" >>"$work/jump/known_hosts"
    echo "jump-hosts: {bastion: {address: 127.0.0.9, port: $jump_port, user: $(id -un), hosts-at-once: $behind}}" \
        >>"$work/jump/estate.yaml"
}

logged() { grep -c "$1" "$work/jump.log" || true; }

simulate jump "$jump_hosts"
start_jump_host
route_through_jump_host
read -r jump_cpu jump_wall _ <<<"$(scan jump)"
stop_simulator
row "behind a jump host" "$jump_hosts hosts, $behind at once, sshd with MaxStartups 10:30:60" \
    "read" "$(rows jump "SELECT count(*) FROM visit WHERE reach = 3") hosts, $(rows jump \
        "SELECT count(*) FROM visit_problem") problems; $(tenths "$jump_wall" 1000) s wall, $(tenths "$jump_cpu" \
        "$jump_hosts") ms CPU a host" \
    "dropped by the jump host" "$(logged 'drop connection') (target: 0) of $(logged '^Connection from') connections"
