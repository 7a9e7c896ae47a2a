#!/usr/bin/env bash
# Builds and tests everything this machine can restore. The last line is "N passed, N failed".
#
#   ./test.sh                                 tests without Orleans where its packages cannot be had
#   CLOUDMATRIX_REQUIRE_ORLEANS=1 ./test.sh   fails there instead
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly core=CloudMatrix.Core.slnf
readonly whole=CloudMatrix.Orleans.sln

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

if ! command -v dotnet > /dev/null; then
  echo "test.sh: the .NET 10 SDK is missing: 'dotnet' is not on the PATH (https://dotnet.microsoft.com/download)." >&2
  exit 1
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# The test projects that a solution or a solution filter names, one path a line.
tests_in() {
  grep -o '[^"]*\.Tests\.csproj' "$1" | tr -s '\\' '/' | LC_ALL=C sort
}

build() {
  dotnet build "$1" --configuration Release --no-restore --nologo --verbosity quiet
}

# Tests the projects named on standard input; goes on after a failure, so that one run tells all of them.
run_tests() {
  local project name failed=0
  while read -r project; do
    name=$(basename "$project" .csproj)
    dotnet test "$project" --configuration Release --no-build --nologo --results-directory "$results" \
      --logger "trx;LogFileName=$name.trx" < /dev/null || failed=1
  done
  return "$failed"
}

# Whether a failed restore lacks Orleans packages that no registry here has. What else it reports then follows from
# that: a registry with half of the family lacks what the family needs too. All other projects were restored before.
lacks_orleans() {
  grep -q 'error NU1101: Unable to find package Microsoft\.Orleans\.' "$1"
}

# Adds up the counters of every result file, prints them and leaves with this status.
finish() {
  find "$results" -name '*.trx' -exec cat {} + |
    sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2 \3/p' |
    awk '{ skipped += $1 - $2; failed += $2 - $3; passed += $3 }
         END { printf "%d passed, %d failed", passed, failed; if (skipped) printf ", %d skipped", skipped; print "" }'
  exit "$1"
}

dotnet restore "$core" || finish 1
build "$core" || finish 1
tests_in "$core" | run_tests || finish 1

if ! dotnet restore "$whole" > "$results/restore.log" 2>&1; then
  if [ "${CLOUDMATRIX_REQUIRE_ORLEANS:-0}" != 1 ] && lacks_orleans "$results/restore.log"; then
    echo "No package source here has the Microsoft.Orleans packages: only the projects without Orleans were tested."
    finish 0
  fi
  cat "$results/restore.log"
  finish 1
fi

build "$whole" || finish 1
LC_ALL=C comm -13 <(tests_in "$core") <(tests_in "$whole") | run_tests || finish 1
finish 0
