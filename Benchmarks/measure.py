"""Runs a command and prints what it used, whatever its exit status.

usage: measure.py COMMAND…

What the command prints goes to the file $MEASURED, or nowhere.

One line on stdout: CPU milliseconds (user + system), wall milliseconds, largest resident set in MB, exit status.
"""

import os
import subprocess
import sys
import time

begun = time.monotonic()
output = open(os.environ.get("MEASURED", os.devnull), "wb")
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=output)
_, status, used = os.wait4(process.pid, 0)
wall = time.monotonic() - begun
print(
    round((used.ru_utime + used.ru_stime) * 1000),
    round(wall * 1000),
    used.ru_maxrss // 1024,
    os.waitstatus_to_exitcode(status),
)
