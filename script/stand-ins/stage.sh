# What script/walkthrough needs to play: servers, a clock, and commands shown as somebody types them. Sourced by it,
# which sets root, estate, REEVE and transcript.

${CC:-cc} -O1 -shared -fPIC -o "$stage/story-clock.so" "$root/script/stand-ins/story-clock.c"

servers=()
faults=0
page=''
output=''
status=0
clock=0
most=0
today=''

leave() {
    for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
}
trap leave EXIT

free_port() {
    local port
    for port in $(shuf -i 20000-60000 -n 50); do
        if ! (exec 3<>"/dev/tcp/$1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    echo "script/walkthrough: found no free port on $1" >&2
    return 1
}

# start_windows NAME ADDRESS FILE: a server that plays the Windows of FILE, in real time; sets port.
start_windows() {
    local directory=$stage/$1
    mkdir -m 700 "$directory"
    ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$directory/host_key"
    port=$(free_port "$2")
    printf '%s\n' "ListenAddress $2" "Port $port" "HostKey $directory/host_key" "PidFile $directory/pid" \
        "AuthorizedKeysFile $stage/authorized_keys" "StrictModes no" "UsePAM no" "PasswordAuthentication no" \
        "KbdInteractiveAuthentication no" \
        "ForceCommand '$root/script/stand-ins/windows-host' '$root/script/stand-ins/$3'" >"$directory/config"
    if [ "$(id -u)" -eq 0 ]; then mkdir -p /run/sshd; fi
    /usr/sbin/sshd -D -e -f "$directory/config" 2>"$directory/log" &
    servers+=($!)
    local try
    for try in $(seq 100); do
        if (exec 3<>"/dev/tcp/$2/$port") 2>/dev/null; then return; fi
        sleep 0.05
    done
    cat "$directory/log" >&2
    return 1
}

# The host key of a server that start_windows started, as a line for known_hosts.
host_key() {
    printf '[%s]:%s %s\n' "$2" "$3" "$(cut -d' ' -f1,2 "$stage/$1/host_key.pub")"
}

# tell TEXT…: a line of the page; what differs from run to run is left out of it.
tell() {
    printf '%s\n' "$@"
    page+=$(printf '%s\n' "$@" | sed -E 's/SHA256:[A-Za-z0-9+\/]{43}/SHA256:…/g; s/\b[0-9a-f]{64}\b/…/g; s/(T[0-9:]{5}):[0-9]{2}Z/\1:00Z/g; s/in [0-9]+\.[0-9] s$/in 1.0 s/')$'\n'
}

# chapter TITLE
chapter() { tell '' "## $1"; }

# day DATE: on which the following happens, from nine o'clock on; the next paragraph begins with it.
day() {
    clock=$(date -d "$1 09:00" +%s)
    today="**$(date -d "$1" '+%A %-d %B %Y').** "
}

# say TEXT: a paragraph.
say() {
    tell '' "$(printf '%s' "$today$1" | tr -s ' \n' '  ' | fold -s -w 120 | sed 's/ *$//')"
    today=''
}

quote() {
    if [[ $1 =~ ^[A-Za-z0-9_./:=@%+,-]+$ ]]; then printf '%s' "$1"; else printf "'%s'" "${1//\'/\'\\\'\'}"; fi
}

# The command as somebody types it, on more lines where one is too long.
quoted() {
    local line='' text='' word
    while [ $# -gt 0 ]; do
        word=$(quote "$1")
        if [[ $1 == -* && $# -gt 1 && $2 != -* ]]; then
            word+=" $(quote "$2")"
            shift
        fi
        shift
        if [ -n "$line" ] && [ $((${#line} + ${#word})) -gt 108 ]; then
            text+="$line \\"$'\n'
            line="    $word"
        else
            line+="${line:+ }$word"
        fi
    done
    printf '%s' "$text$line"
}

# perform COMMAND…: runs it in the estate at the story's time; sets output and status.
perform() {
    status=0
    output=$(cd "$estate" && STORY_CLOCK=$stage/story-clock.so STORY_OFFSET=$((clock - $(date +%s))) \
        "$root/script/stand-ins/at-terminal" 120 "$@") || status=$?
    clock=$((clock + 300))
}

# run COMMAND…: shows the command, and what it printed.
run() {
    local shown
    shown=$(quoted "$@")
    if [ "$1" = reeve ]; then set -- "$REEVE" "${@:2}"; fi
    perform "$@"
    present "$shown"
}

# shell TEXT: the same for a line of the shell.
shell() {
    perform bash -c "$1"
    present "$1"
}

present() {
    local all=$output
    if [ "$most" -gt 0 ] && [ "$(wc -l <<<"$all")" -gt "$most" ]; then
        all=$(head -n "$most" <<<"$all")$'\n…\n'$(tail -n 1 <<<"$all")
    fi
    tell '' '```console' "\$ $1" ${all:+"$all"} '```'
}

# brief LINES run COMMAND…: shows only so many lines of what it printed, and the last.
brief() {
    most=$1
    "${@:2}"
    most=0
}

# must_end STATUS: the last command ended with it.
must_end() {
    [ "$status" -eq "$1" ] || fail "the status is $status, not $1"
}

# must_show TEXT…: the last output has it, however its lines are broken.
must_show() {
    local text flat
    flat=$(tr -s ' \n' '  ' <<<"$output")
    for text in "$@"; do
        [[ $flat == *"$text"* ]] || fail "the output does not show: $text"
    done
}

# must_not_show TEXT…
must_not_show() {
    local text flat
    flat=$(tr -s ' \n' '  ' <<<"$output")
    for text in "$@"; do
        [[ $flat != *"$text"* ]] || fail "the output shows: $text"
    done
}

fail() {
    faults=$((faults + 1))
    echo "script/walkthrough: FAULT: $1" >&2
}
