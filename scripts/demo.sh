#!/usr/bin/env bash
# The main line on the India example: record, measure, plan, show. Chatter goes to stderr, results to stdout.
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-build/demo}
rm -rf "$out"
mkdir -p "$out"
run() { kautilya --db "$out/india.db" "$@"; }

echo "demo 1/4: the register" >&2
run init --example india
echo "demo 2/4: what is said and what the record shows; four of the measures" >&2
run verdict
for measure in diversification gaps lead-times budget; do
    run measure "$measure"
done
echo "demo 3/4: the plan" >&2
run case build -o "$out/case.json"
# begins with the plan that questions came upon (docs/explanation.md), which is the one that the page's answers are about
run plan --case "$out/case.json" --start src/kautilya/report/explained_plan.json -o "$out/plan.json"
echo "demo 4/4: the report" >&2
run report --case "$out/case.json" --plan "$out/plan.json" -o "$out/report"
