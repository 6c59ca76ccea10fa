# One real sshd that is many hosts: it listens on every address of 127.0.0.0/8, and each address has a machine-id and a
# name of its own. Sourced by ../scan.sh after ../common.sh.
#
# It lives in name spaces of its own, which vanish with it: a network that is loopback only, so that listening
# everywhere reaches nobody else, and a passwd file in which this account's shell is a plain /bin/sh with an empty home,
# so that no profile of this machine is measured.

# prepare_hosts COUNT: keys, identities, settings.
prepare_hosts() {
    local me number
    me=$(id -un)
    mkdir -m 700 "$work/home" "$work/machine-ids"
    ssh-keygen -q -t ed25519 -N '' -f "$work/key"
    ssh-keygen -q -t ed25519 -N '' -f "$work/host_key"
    for number in $(seq "$1"); do
        printf '%032x\n' "$((0x5eed0000 + number))" >"$work/machine-ids/127.0.0.$number"
        echo "[127.0.0.$number]:2222 $(cut -d' ' -f1,2 "$work/host_key.pub")"
    done >"$work/known_hosts"
    sed "s|^$me:.*|$me:x:$(id -u):$(id -g)::$work/home:/bin/sh|" /etc/passwd >"$work/passwd"
    printf '%s\n' "ListenAddress 0.0.0.0" "Port 2222" "HostKey $work/host_key" "PidFile none" \
        "AuthorizedKeysFile $work/key.pub" "StrictModes no" "UsePAM no" "PermitRootLogin prohibit-password" \
        "PrintMotd no" "MaxStartups 1000:30:2000" "MaxSessions 100" "ForceCommand $work/login" >"$work/sshd_config"
    write_login
}

# What every login runs: gives the host its identity, then runs what was asked for. With $work/replay, an answer that
# was recorded is printed instead, so that the work of the probes themselves is not in the way.
write_login() {
    cat >"$work/login" <<LOGIN
#!/bin/sh
set -- \$SSH_CONNECTION
if [ -e $work/replay ]; then
    read -r _ _ nonce _
    cat >/dev/null
    filled="s/{{nonce}}/\$nonce/;s/{{host}}/host\${3##*.}/;s/{{machine-id}}/\$(cat $work/machine-ids/\$3)/"
    sed "\$filled" Benchmarks/recordings/debian-12/stderr >&2
    exec sed "\$filled;s/{{[a-z]*}}//" Benchmarks/recordings/debian-12/stdout
fi
exec unshare --mount --uts /bin/sh -c \
    "mount --bind $work/machine-ids/\$3 /etc/machine-id && hostname host\${3##*.} && eval \"\\\$SSH_ORIGINAL_COMMAND\""
LOGIN
    sed -i "s|Benchmarks/|$PWD/Benchmarks/|" "$work/login"
    chmod 755 "$work/login"
}

# Starts the sshd; `inside COMMAND…` then runs something in its network.
start_many_hosts() {
    [ "$(id -u)" -eq 0 ] || { echo "script/bench scan: root is needed to give hosts a machine-id each" >&2; exit 1; }
    mkdir -p /run/sshd
    prepare_hosts "$1"
    unshare --net --mount /bin/sh -c "ip link set lo up && mount --bind $work/passwd /etc/passwd \
        && exec /usr/sbin/sshd -D -e -f $work/sshd_config" 2>"$work/sshd.log" &
    many_hosts=$!
    servers+=("$many_hosts")
    for _ in $(seq 100); do
        grep -q '^Server listening' "$work/sshd.log" && return
        sleep 0.1
    done
    echo "script/bench scan: the sshd does not start: $(tail -1 "$work/sshd.log")" >&2
    exit 1
}

inside() { nsenter --net="/proc/$many_hosts/ns/net" "$@"; }
