"""Runs a script on hosts 127.0.0.1 … 127.0.0.COUNT with parallel-ssh and reads what it prints to the end.

usage: parallel_ssh.py COUNT AT-ONCE PRIVATE-KEY SCRIPT

The script goes to the shell's stdin, as Reeve and the bare client send it: it is longer than an argument may be.
"""

import getpass
import sys

from pssh.clients import ParallelSSHClient

count, at_once, key, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
hosts = [f"127.0.0.{number}" for number in range(1, count + 1)]
script = open(path, "rb").read()

# pool_size bounds logins and commands, not the time until the output is read: so groups of that many hosts would be
# one way to bound sessions in flight; the other, taken here, lets all run at once, which is the faster one.
client = ParallelSSHClient(
    hosts, port=2222, user=getpass.getuser(), pkey=key, pool_size=at_once, allow_agent=False, num_retries=1, timeout=60
)
outputs = client.run_command("/bin/sh -s", stop_on_errors=False)
short = 0
for output in outputs:
    if output.exception is None:
        output.stdin.write(script)
        output.client.eagain(output.channel.send_eof)
client.join(outputs)
for output in outputs:
    if output.exception is not None or sum(len(line) for line in output.stdout) < 10_000:
        print(output.host, output.exception, file=sys.stderr)
        short += 1
sys.exit(1 if short else 0)
