#include "EstateSimulatorCore.h"

static const char *const names[SIMULATOR_FAULT_COUNT] = {
    [SIMULATOR_FAULT_NONE] = "none",
    [SIMULATOR_FAULT_SILENT] = "silent",
    [SIMULATOR_FAULT_SILENT_AFTER_LOGIN] = "silent-after-login",
    [SIMULATOR_FAULT_DRIP] = "drip",
    [SIMULATOR_FAULT_ENDLESS] = "endless",
    [SIMULATOR_FAULT_RESET] = "reset",
    [SIMULATOR_FAULT_EARLY_EOF] = "early-eof",
    [SIMULATOR_FAULT_CUT_AFTER_ANSWER] = "cut-after-answer",
    [SIMULATOR_FAULT_CUT_ON_CLOSE] = "cut-on-close",
    [SIMULATOR_FAULT_WRONG_HOST_KEY] = "wrong-host-key",
    [SIMULATOR_FAULT_REFUSE] = "refuse",
    [SIMULATOR_FAULT_NO_SHELL] = "no-shell",
    [SIMULATOR_FAULT_GARBAGE] = "garbage",
    [SIMULATOR_FAULT_ENDLESS_BANNER] = "endless-banner",
    [SIMULATOR_FAULT_HUGE_LENGTH] = "huge-length",
    [SIMULATOR_FAULT_HUGE_PACKET] = "huge-packet",
    [SIMULATOR_FAULT_LYING_WINDOW] = "lying-window",
    [SIMULATOR_FAULT_LEGACY] = "legacy",
    [SIMULATOR_FAULT_CLOSE_AT_ONCE] = "close-at-once",
    [SIMULATOR_FAULT_RESET_AT_ONCE] = "reset-at-once",
    [SIMULATOR_FAULT_SLOW_KEY_EXCHANGE] = "slow-key-exchange",
};

const char *simulator_fault_name(int fault) {
    return fault >= 0 && fault < SIMULATOR_FAULT_COUNT ? names[fault] : NULL;
}
