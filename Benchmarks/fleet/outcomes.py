"""Tells for each fault what became of its hosts in a scan.

usage: outcomes.py EVENTS TARGETS

EVENTS is the file of `reeve scan --events`, TARGETS the simulator's targets.csv. Exit status 1 when a good host was not
read whole, or a bad one has no cause.
"""

import collections
import csv
import json
import sys

with open(sys.argv[2]) as file:
    fault = {row["name"]: row["tags"] for row in csv.DictReader(file)}
outcomes = collections.defaultdict(collections.Counter)
left = dict(fault)
is_right = True
for line in open(sys.argv[1]):
    event = json.loads(line)
    if event["event"] != "host-ended":
        continue
    kind = left.pop(event["target"], "twice")
    codes = event.get("codes", [])
    outcomes[kind][" ".join([event["result"], *([f"({', '.join(codes)})"] if codes else [])])] += 1
    is_right = is_right and kind != "twice" and (kind == "none") == (not codes)
for kind in sorted(outcomes, key=lambda kind: (kind != "none", kind)):
    said = "; ".join(f"{count} {what}" for what, count in outcomes[kind].most_common())
    print(f"  {'good' if kind == 'none' else kind:<26}{said}")
if left:
    print(f"  never visited             {len(left)}")
sys.exit(0 if is_right and not left else 1)
