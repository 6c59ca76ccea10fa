# What it costs to judge large inventories. See script/bench.
#
# HOSTS="10000 100000" chooses the sizes. The inventories are made from one host that is really scanned (a simulated
# server that answers from a recording), see Benchmarks/judge/Fill.swift: 700 packages each, patched at 40 different
# times.

source Benchmarks/simulated.sh
swift build -c release --product JudgeBenchmark >&2
benchmark=$(swift build -c release --show-bin-path)/JudgeBenchmark
rounds=${ROUNDS:-3}

simulate model 1
$reeve scan --quiet --estate "$work/model" >/dev/null
stop_simulator

# steps OPTION…: "pack-seconds judging-seconds hosts CPU-milliseconds wall-milliseconds resident-MB", of the run whose
# judging took the median time.
steps() {
    local used
    for _ in $(seq "$rounds"); do
        used=$(MEASURED=$work/steps measure "$benchmark" measure "$@")
        echo "$(cat "$work/steps") $used"
    done | sort -k2,2n | awk '{ v[NR] = $0 } END { print v[int((NR + 1) / 2)] }'
}

describe_machine
row "rules" "$("$reeve" rules list --format json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)))') products"
for hosts in ${HOSTS:-10000 100000}; do
    mkdir -m 700 "$work/judged"
    "$benchmark" fill --from "$work/model" --to "$work/judged" --hosts "$hosts"
    case $hosts in 10000) aim="3 s, 500 MB" ;; 100000) aim="30 s, 1,500 MB" ;; *) aim="none" ;; esac
    echo "$hosts hosts with 700 packages, $(($(database_bytes "$work/judged") / 1048576)) MB"
    read -r pack judging _ cpu _ memory _ <<<"$(steps --estate "$work/judged")"
    row "  rules loaded" "$pack s (target: 0.100)"
    row "  judged from the store" "$judging s (target: $aim), $memory MB, $(tenths "$cpu" "$hosts") ms CPU a host"
    read -r _ judging _ cpu _ memory _ <<<"$(steps --estate "$work/judged" --way register)"
    row "  and the register made" "$judging s, $memory MB"
    if [ "$hosts" -le 10000 ]; then
        for products in 100 1000; do
            read -r _ judging _ <<<"$(steps --estate "$work/judged" --products "$products")"
            row "  with $products rules" "$judging s"
        done
        for way in afresh lookup; do
            read -r _ judging looked _ <<<"$(steps --estate "$work/judged" --way "$way")"
            row "  every package $way" "$(awk "BEGIN { printf \"%.1f\", $judging * $hosts / $looked }") s for all," \
                "" "$judging s for $looked hosts on one core"
        done
    fi
    rm -rf "$work/judged"
done
