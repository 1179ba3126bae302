#!/usr/bin/env bash
# Mutated files of every kind: the command ends, and no file is missing from its lists. tools/soak does many more.
set -euo pipefail
python3 "$(dirname "$0")/../../tools/mutate_evidence.py" "$LEDGELIGHT" 250
