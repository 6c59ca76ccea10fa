"""Reads a CSV file with Python's own reader and prints its rows as JSON: csv_reader.py FILE"""

import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    print(json.dumps(list(csv.reader(file, strict=True))))
