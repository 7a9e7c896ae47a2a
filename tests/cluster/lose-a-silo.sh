#!/usr/bin/env bash
# Three silos in processes of their own, membership in a store; the first, which the others joined, is lost or stopped
# while they decode. The report must be that of the command line, byte for byte.
#
#   tests/cluster/lose-a-silo.sh [KILL|TERM] [redis|postgres]
base=21000
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly signal=${1:-KILL}
use_store "${2:-redis}"
verb_of decode
expect_report
start 1 2
start_verb 3
until_done 2 2
end_with "$signal" 1
say "The first silo ended with exit code $code."
[ "$signal" != TERM ] || [ "$code" = 0 ] || fail "A silo that is stopped ends with 0." "$folder/1.out"
wait_verb 120
require_same_report
