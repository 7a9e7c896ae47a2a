#!/usr/bin/env bash
# Two, then three silos on a store: a verb on them reports what the command line does, byte for byte. Then the whole
# cluster is stopped and started again, and must still know what was taken down on the bus: grain storage keeps it.
#
#   tests/cluster/stores.sh redis|postgres [decode|replay]
base=21400
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

use_store "${1:?redis or postgres}"
verb_of "${2:-decode}"
expect_report

start 1
for number in 2 3; do
  start "$number"
  start_verb 4
  wait_verb 120
  say "$number silos, and the verb's own:"
  require_same_report
done
