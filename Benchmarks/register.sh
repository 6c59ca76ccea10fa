# Sourced by script/bench: a register of many risks and years of decisions.
#
# RISKS (100000) risks, each opened and then changed CHANGES (9) times over ten years: a log of a million entries.
risks=${RISKS:-100000}
changes=${CHANGES:-9}

swift build -c release --product RegisterBenchmark >&2
bench=$(swift build -c release --show-bin-path)/RegisterBenchmark
estate=$work/register

echo "Filling a log of $risks risks with $((risks * (changes + 1))) entries …" >&2
"$bench" fill --to "$estate" --risks "$risks" --changes "$changes"

seconds() {
    local before after
    before=$(date +%s.%N)
    "$@" >"$work/out" 2>"$work/err" || {
        cat "$work/err" >&2
        return 1
    }
    after=$(date +%s.%N)
    awk -v a="$before" -v b="$after" 'BEGIN { printf "%.2f\n", b - a }'
}

rounds=${ROUNDS:-3}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

list=$(for _ in $(seq "$rounds"); do seconds "$reeve" risk --estate "$estate" --format csv; done | median)
[ "$(wc -l <"$work/out")" -eq $((risks + 1)) ] || { echo "the list does not hold every risk" >&2; exit 1; }
verify=$(for _ in $(seq "$rounds"); do seconds "$reeve" audit verify --estate "$estate"; done | median)
# The floor: SQLite reading the same text, and nothing done with it.
floor=$(for _ in $(seq "$rounds"); do
    seconds sqlite3 "$estate/reeve.sqlite" 'SELECT sum(length(body) + length(digest)) FROM audit_entry'
done | median)
parts=$("$bench" measure --estate "$estate" --risks "$risks" --changes "$changes")

size=$(du -m "$estate/reeve.sqlite" | cut -f1)
echo "Log: $((risks * (changes + 1))) entries, database $size MiB. Medians of $rounds, seconds:"
echo "  reeve risk, all $risks of them            $list   (at most 2)"
echo "  reeve audit verify                        $verify   (at most 10; sqlite3 reading the log alone $floor)"
echo "  register made in memory, compared with the log: $parts   (at most 2 together)"
