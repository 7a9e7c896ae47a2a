#!/usr/bin/env bash
# Three silos in processes of their own, membership in PostgreSQL; the first, which the others joined, is lost while they
# decode. The report must be that of the command line, byte for byte. Needs built programs and an empty or used database:
#
#   CLOUDMATRIX_POSTGRES='Host=127.0.0.1;Database=cloudmatrix;Username=me' tests/cluster/lose-a-silo.sh [KILL|TERM]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

: "${CLOUDMATRIX_POSTGRES:?names the database, e.g. Host=127.0.0.1;Database=cloudmatrix;Username=me}"
readonly signal=${1:-KILL}
readonly silo=src/CloudMatrix.Silo/bin/Release/net10.0/cloudmatrix-silo.dll
readonly cli=src/CloudMatrix.Cli/bin/Release/net10.0/cloudmatrix.dll
readonly decode=(decode --npus 32 --batch 24 --steps 80 --microbatches 2 --attention-aics 16 --seed 11 --json)

folder=$(mktemp -d)
trap 'kill -KILL $(jobs -p) 2> /dev/null || true; rm -rf "$folder"' EXIT

# A configuration like silo-configs/postgres.json, of a cluster of this run's own, with ports of its own.
config() {
  sed -e "s/cm384-postgres/lose-a-silo-$$/" -e "s/11131/$((11150 + $1))/" -e "s/30031/$((30050 + $1))/" \
    -e "s/8387/$((8400 + $1))/" silo-configs/postgres.json > "$folder/$1.json"
  echo "$folder/$1.json"
}

# Waits until an address answers; says which did not.
until_ready() {
  local tries
  for tries in $(seq 300); do
    if curl --fail --silent --output /dev/null "$1"; then return; fi
    sleep 0.2
  done
  echo "lose-a-silo.sh: $1 does not answer after $tries tries" >&2
  exit 1
}

# What a program printed as its report.
report_in() {
  sed -n '/"report": {/,/^  },$/p' "$1"
}

dotnet "$silo" --config "$(config 1)" > "$folder/1.out" 2>&1 &
first=$!
until_ready http://127.0.0.1:8401/health/ready
dotnet "$silo" --config "$(config 2)" > "$folder/2.out" 2>&1 &
until_ready http://127.0.0.1:8402/health/ready
dotnet "$silo" "${decode[@]}" --config "$(config 3)" > "$folder/3.out" 2> "$folder/3.err" &
third=$!

# The first silo is lost when steps run on all three.
until curl --silent http://127.0.0.1:8402/api/state | grep --quiet '"life":"running","stepsDone":[1-9]'; do sleep 0.2; done
kill "-$signal" "$first"
code=0
wait "$first" || code=$?
echo "The first silo ended with exit code $code."
wait "$third"

dotnet "$cli" "${decode[@]}" > "$folder/cli.out"
diff <(report_in "$folder/cli.out") <(report_in "$folder/3.out")
test -n "$(report_in "$folder/3.out")"
echo "The report is the same."
if [ "$signal" = TERM ] && [ "$code" != 0 ]; then exit 1; fi
