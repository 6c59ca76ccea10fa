# Simulated hosts in great numbers. See script/bench and docs/estate-simulator.md.
#
# PARTS="fleet jump kill" chooses the parts. HOSTS=n (10000) and AT_ONCE=n (600) are for the first of them.
# The simulator works on the same cores; its cost is printed too.

source Benchmarks/simulated.sh
describe_machine
for part in ${PARTS:-fleet jump kill}; do
    [ -e "Benchmarks/fleet/$part.sh" ] || { echo "script/bench fleet: there is no part '$part'" >&2; exit 64; }
    source "Benchmarks/fleet/$part.sh"
done
