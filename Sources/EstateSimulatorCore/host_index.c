#include "simulator.h"

/// Which host of the plan has this address, in host byte order; `host_count + 1` is the jump host.
bool host_at(uint32_t address, uint32_t *host) {
    const struct simulator_plan *plan = &simulator.plan;
    if (address >> 24 != 127) return false;
    if (plan->jump_address != 0 && address == plan->jump_address) {
        *host = plan->host_count + 1;
        return true;
    }
    if (address < plan->first_address || address - plan->first_address >= plan->host_count) return false;
    *host = address - plan->first_address;
    return true;
}

/// A number that looks random and depends on the value and the seed only (splitmix64).
uint64_t mix(uint64_t value) {
    uint64_t mixed = simulator.plan.seed + (value + 1) * 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}
