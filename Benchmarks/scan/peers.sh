# The programs that Reeve is compared with, and their versions. Sourced by ../scan.sh.

# The floor: C and libssh2, nothing else.
build_floor() {
    cc -O2 -o "$work/bare-libssh2" Benchmarks/bare-libssh2/main.c -lssh2 -lpthread
    { printf 'set -- %s none 60\n' 0123456789abcdefABCDEF 0123456789abcdefABCDEF; "$reeve" probes show 2>/dev/null; } \
        >"$work/script"
}

# parallel-ssh and Ansible: from $PYTHON_TOOLS/bin, or fetched from PyPI into the temporary directory.
find_python_tools() {
    python_tools=${PYTHON_TOOLS:-$work/tools}
    [ ! -x "$python_tools/bin/python" ] || return 0
    echo "script/bench scan: fetching parallel-ssh and ansible-core from PyPI" >&2
    python3 -m venv "$python_tools" \
        && "$python_tools/bin/pip" install --quiet --disable-pip-version-check parallel-ssh ansible-core \
        || echo "script/bench scan: PyPI was not reachable; what needs it is not measured" >&2
}

# has_python MODULE
has_python() { "$python_tools/bin/python" -c "import $1" 2>/dev/null; }

version_of() {
    if has_python "$2"; then
        "$python_tools/bin/python" -c "from importlib.metadata import version; print('$1', version('$1'))"
    else
        echo "no $1"
    fi
}

describe_peers() {
    local floor
    floor="libssh2 $(pkg-config --modversion libssh2)"
    printf '%-28s%s\n' peers "$floor, $(version_of parallel-ssh pssh), $(version_of ansible-core ansible)"
}

# ansible COUNT: facts and packages of the first COUNT hosts, as an engineer would ask for them.
ansible_hosts() {
    seq -f '127.0.0.%g' "$1" >"$work/ansible-hosts"
    note ansible env HOME="$work/home" ANSIBLE_HOST_KEY_CHECKING=False ANSIBLE_PIPELINING=True ANSIBLE_FORKS=20 \
        ANSIBLE_SSH_CONTROL_PATH_DIR="$work/cp" ANSIBLE_SSH_ARGS="-F none -o ControlMaster=auto -o ControlPersist=60s" \
        ANSIBLE_LOCAL_TEMP="$work/ansible" \
        "$python_tools/bin/ansible-playbook" --inventory "$work/ansible-hosts" --user "$(id -un)" \
        --private-key "$work/key" --extra-vars "ansible_port=2222 ansible_python_interpreter=/usr/bin/python3" \
        --ssh-common-args "-o UserKnownHostsFile=$work/known_hosts" Benchmarks/scan/facts.yml
}
