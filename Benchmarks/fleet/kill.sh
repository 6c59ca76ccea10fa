# kill -9 at ten random moments of a scan of 2,000 hosts; each time the rest is resumed. See ../fleet.sh.

kill_hosts=2000 kills=10 whole=0 struck=0 anew=0

# Kills a scan at a moment between its start and the time that a whole one took.
kill_a_scan() {
    local process
    rm -f "$work"/killed/reeve.sqlite*
    $(scan_command killed) >/dev/null 2>&1 &
    process=$!
    sleep "$(awk "BEGIN { srand($RANDOM); printf \"%.3f\", rand() * $kill_wall / 1000 }")"
    kill -9 "$process" 2>/dev/null || true
    # 137 says that it had not ended before.
    local status=0
    wait "$process" 2>/dev/null || status=$?
    [ "$status" -ne 137 ] || struck=$((struck + 1))
}

# A scan that was killed before it had begun left nothing to go on with.
resume() {
    $(scan_command killed) --resume >"$work/resumed" 2>&1 || true
    if grep -q "othing to resume" "$work/resumed" && [ "$(visits)" = 0 ]; then
        anew=$((anew + 1))
        $(scan_command killed) >/dev/null 2>&1 || true
    fi
}

visits() { rows killed "SELECT count(*) FROM visit WHERE reach = 3" 2>/dev/null || echo 0; }

simulate killed "$kill_hosts"
read -r _ kill_wall _ <<<"$(scan killed)"
# A scan that ended before its moment came does not count; on a busy machine no two take the same time.
for _ in $(seq $((3 * kills))); do
    [ "$struck" -lt "$kills" ] || break
    was_struck=$struck
    kill_a_scan
    [ "$struck" -gt "$was_struck" ] || continue
    check=ok
    [ ! -e "$work/killed/reeve.sqlite" ] || check=$(rows killed "PRAGMA integrity_check")
    left=$(visits)
    resume
    once=$(rows killed "SELECT count(DISTINCT target_id) FROM visit WHERE reach = 3")
    found="integrity $check, $(rows killed "SELECT count(*) FROM asset") assets, $(visits) visits, $once hosts visited"
    echo "  kill: $left hosts read before, then $found" >&2
    if [ "$found" = "integrity ok, $kill_hosts assets, $kill_hosts visits, $kill_hosts hosts visited" ]; then
        whole=$((whole + 1))
    fi
done
stop_simulator
row "kill -9 and resume" \
    "$whole of $struck: database whole, every host read once ($anew were killed before they had begun)"
