/// The part of the POSIX script that is the same for all platforms: environment, `as_root`, time limits, frames.
///
/// Written for dash, BusyBox ash (ESXi's too), bash from 3.2, ksh, mksh, posh and yash. `timeout` is not used: RHEL 5
/// has none and BusyBox had another syntax. One ticker sends a signal each second, and the main shell, which only
/// waits, ends a probe that is over its time; that costs one process for a run instead of two for each probe.
enum PosixPrelude {
    static let text = #"""
        # Reeve asks what this host is and runs. It reads only: no file is written, nothing is fetched, nothing stays.
        # The line before this one gives: $1 a word that marks our frames, $2 none, sudo or doas, $3 seconds at most,
        # and $4 the password for sudo, where the estate has one.

        # Runs a command as root: directly, or as the settings allow. 121 tells that it may not, 127 that it is missing.
        as_root () {
            if ! command -v "$1" >/dev/null 2>&1; then
                echo "$1: not found" >&2
                return 127
            fi
            if [ "$reeve_uid" = 0 ]; then
                "$@"
                return
            fi
            case $reeve_escalation in
            sudo | doas) ;;
            refused)
                echo "sudo did not take the password; it is not tried again" >&2
                return 121
                ;;
            *)
                echo "not root, and no escalation is configured" >&2
                return 121
                ;;
            esac
            if ! command -v "$reeve_escalation" >/dev/null 2>&1; then
                echo "$reeve_escalation: not found" >&2
                return 121
            fi
            { reeve_said=$(reeve_escalated "$@" 2>&1 >&4 4>&-); } 4>&1
            reeve_status=$?
            [ -z "$reeve_said" ] || printf '%s\n' "$reeve_said" >&2
            case $reeve_status:$reeve_said in
            1:*"sudo: "* | 1:*"doas: "* | 1:*"not allowed to"* | 1:*"not in the sudoers"* | 1:*"may not run sudo"*) return 121 ;;
            esac
            return "$reeve_status"
        }

        # With a password, sudo neither uses nor leaves a mark of an earlier login (-k) and asks without words (-p '').
        reeve_escalated () {
            if [ -n "$reeve_password" ]; then
                reeve_tell_password | sudo -k -S -p '' "$@"
            else
                "$reeve_escalation" -n "$@"
            fi
        }

        # By a builtin only: the words of a program can be read by everybody in the list of processes.
        reeve_tell_password () {
            case $reeve_teller in
            printf) printf '%s\n' "$reeve_password" ;;
            print) print -r -- "$reeve_password" ;;
            esac
        }

        # Whether a command exists; costs no process.
        have () {
            command -v "$1" >/dev/null 2>&1
        }

        # Runs a reading command without root's power to write: rpm and apt-cache, run as root, would renew their caches.
        as_nobody () {
            if [ "$reeve_uid" = 0 ] && have setpriv; then
                setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
            else
                "$@"
            fi
        }

        # Prints the readable ones of some small text files, each after a line "==> FILE <==".
        show () {
            reeve_files=/dev/null
            for reeve_file in "$@"; do
                if [ -f "$reeve_file" ] && [ -r "$reeve_file" ]; then reeve_files="$reeve_files $reeve_file"; fi
            done
            [ "$reeve_files" = /dev/null ] || head -n 200 $reeve_files
        }

        # Prints the day on which each file or folder was last changed, before its name.
        days () {
            stat -c '%y %n' "$@" 2>/dev/null | while read -r reeve_day reeve_time reeve_zone reeve_name; do
                echo "$reeve_day $reeve_name"
            done
        }

        reeve_clock () {
            reeve_now=-
            [ ! -r /proc/uptime ] || read -r reeve_now reeve_idle </proc/uptime || reeve_now=-
        }

        reeve_children () {
            { ps -e -o pid= -o ppid= || ps -o pid,ppid; } 2>/dev/null </dev/null |
                while read -r reeve_pid reeve_parent reeve_rest; do
                    [ "$reeve_parent" != "$1" ] || echo "$reeve_pid"
                done
        }

        reeve_kill () {
            for reeve_child in $(reeve_children "$1"); do
                reeve_kill "$reeve_child"
            done
            kill -9 "$1" 2>/dev/null
        }

        reeve_tick () {
            reeve_total=$((reeve_total + 1))
            reeve_ticks=$((reeve_ticks + 1))
            if [ "$reeve_total" -ge \#(PosixScript.longestRunSeconds) ]; then
                [ -z "$reeve_job" ] || reeve_kill "$reeve_job"
                exit 1
            fi
            if [ -n "$reeve_job" ] && [ "$reeve_ticks" -ge "$reeve_limit" ]; then
                reeve_over=124
                reeve_kill "$reeve_job"
            fi
        }

        # Runs function $3 as probe $1 and lets through at most $2 bytes and one more, which tells that there are more.
        reeve_bounded () {
            {
                ("$3") </dev/null
                printf '\n@%s status %s %s\n' "$reeve_nonce" "$1" "$?" >&2
            } | if [ -n "$reeve_head" ]; then head -c "$(($2 + 1))"; else cat; fi
        }

        # reeve_probe ID SECONDS BYTES FUNCTION
        reeve_probe () {
            reeve_clock
            printf '\n@%s begin %s %s %s\n' "$reeve_nonce" "$1" "$3" "$reeve_now"
            printf '\n@%s begin %s\n' "$reeve_nonce" "$1" >&2
            reeve_over=
            reeve_ticks=0
            reeve_limit=$2
            [ "$reeve_limit" -le "$reeve_longest" ] || reeve_limit=$reeve_longest
            if [ -n "$reeve_ticker" ]; then
                reeve_bounded "$1" "$3" "$4" &
                reeve_job=$!
                while [ -z "$reeve_over" ] && kill -0 "$reeve_job" 2>/dev/null; do
                    wait "$reeve_job"
                done
                reeve_job=
            else
                reeve_bounded "$1" "$3" "$4"
            fi
            reeve_clock
            printf '\n@%s end %s %s %s\n' "$reeve_nonce" "$1" "${reeve_over:--}" "$reeve_now"
        }

        # 0 when the password is right, 3 when none is asked for.
        reeve_ask_sudo () {
            reeve_said=$(reeve_tell_password | sudo -k -S -p 'password? ' -v 2>&1)
            reeve_status=$?
            printf '%s\n' "$reeve_said" >&2
            case $reeve_status:$reeve_said in
            0:) return 3 ;;
            esac
            return "$reeve_status"
        }

        # Tries the password once, as probe "escalation". Where it is wrong, sudo is never asked again: accounts get
        # locked. Where none is asked for it is forgotten, so that no command finds it on its stdin.
        reeve_try_password () {
            printf '\n@%s begin escalation 4096 -\n' "$reeve_nonce"
            printf '\n@%s begin escalation\n' "$reeve_nonce" >&2
            reeve_over=
            reeve_status=1
            reeve_teller=
            case $(command -V printf 2>/dev/null) in
            *built*in*) reeve_teller=printf ;;
            *) [ -z "${KSH_VERSION-}" ] || reeve_teller=print ;;
            esac
            if [ -z "$reeve_teller" ]; then
                echo "this shell cannot hand over a password unseen" >&2
            elif ! have sudo; then
                echo "sudo: not found" >&2
            else
                reeve_ticks=0
                reeve_limit=$reeve_longest
                reeve_ask_sudo &
                reeve_job=$!
                while [ -z "$reeve_over" ] && kill -0 "$reeve_job" 2>/dev/null; do
                    wait "$reeve_job"
                    reeve_status=$?
                done
                # A tick may have ended the last wait early.
                if [ "$reeve_status" -gt 128 ] && [ -z "$reeve_over" ]; then
                    wait "$reeve_job"
                    reeve_status=$?
                fi
                reeve_job=
            fi
            case $reeve_status in
            0) echo accepted ;;
            3)
                echo unneeded
                reeve_password=
                ;;
            *)
                echo refused
                reeve_password=
                reeve_escalation=refused
                ;;
            esac
            printf '\n@%s end escalation %s -\n' "$reeve_nonce" "${reeve_over:-0}"
        }

        reeve_host () {
            uname -srm
            echo "uid $reeve_uid"
            echo "shell ${BASH_VERSION:+bash $BASH_VERSION}${KSH_VERSION:+ksh $KSH_VERSION}${YASH_VERSION:+yash}"
            echo "escalation $reeve_escalation"
        }

        # Whether signals reach us. Where the caller blocked them, probes run without a time limit of their own.
        reeve_signals () {
            [ -r /proc/self/status ] || return 0
            while read -r reeve_key reeve_value; do
                case $reeve_key:$reeve_value in
                SigBlk::*[!0]*) return 1 ;;
                esac
            done </proc/self/status
            return 0
        }

        reeve_start () {
            set +a
            unset reeve_password
            reeve_nonce=$1
            reeve_escalation=$2
            reeve_longest=$3
            reeve_password=${4-}
            reeve_job=
            reeve_total=0
            reeve_ticks=0
            umask 077
            cd /
            LC_ALL=C
            TZ=UTC0
            PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:$PATH
            export LC_ALL TZ PATH
            unset LANGUAGE CDPATH ENV BASH_ENV GREP_OPTIONS
            reeve_system=$(uname -s 2>/dev/null)
            reeve_uid=$(id -u 2>/dev/null)
            [ "$reeve_system" != VMkernel ] || reeve_uid=0
            reeve_head=
            if (head -c 1 </dev/null) >/dev/null 2>&1; then reeve_head=yes; fi
            reeve_ticker=
            if reeve_signals; then
                trap reeve_tick USR1
                (while sleep 1 && kill -USR1 $$; do :; done) </dev/null >/dev/null 2>&1 &
                reeve_ticker=$!
            fi
            reeve_probe host 10 4096 reeve_host
            [ -z "$reeve_password" ] || [ "$reeve_uid" = 0 ] || reeve_try_password
        }

        reeve_end () {
            reeve_password=
            trap '' USR1
            [ -z "$reeve_ticker" ] || kill "$reeve_ticker" 2>/dev/null
            printf '\n@%s done\n' "$reeve_nonce" >&2
            printf '\n@%s done\n' "$reeve_nonce"
        }

        """#
}
