"""Validates JSON files against a schema: validate.py SCHEMA FILE..."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
faults = []
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        for error in list(validator.iter_errors(json.load(file)))[:5]:
            faults.append(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
print("\n".join(faults[:20]))
sys.exit(1 if faults else 0)
