#!/usr/bin/env bash
# Three silos and a verb that runs on them; at a moment drawn by a seed one of the three, drawn too, is killed
# (SIGKILL). The run must go on within 30 s and end with the report of the command line, byte for byte. Then a silo takes
# the place of the lost one, and the next trial begins.
#
#   tests/cluster/kill-moments.sh [decode|replay] [trials] [seed] [first moment, in % of the verb] [last]
#
# A line a trial: the moment, as a share of how long the verb takes undisturbed; from the kill until another silo's list
# of silos is without it ("detect", to a second), until two more steps, or requests, have ended ("resume", to 0.5 s),
# until the verb ended; how many steps of a decode, or how often a replay, was begun again.
base=21100
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly trials=${2:-5} seed=${3:-1} first=${4:-5} last=${5:-95} limit_ms=30000
RANDOM=$seed

# The least, the middle and the greatest of the numbers on standard input.
spread() { sort -n | awk '{ all[NR] = $1 } END { if (NR) print all[1] " / " all[int((NR + 1) / 2)] " / " all[NR] }'; }

# Watches the silos that live, 1 to 4 without the victim, from the kill until the run goes on; sets detect, resume,
# replayed, all in ms or steps; "-" where the run was over first.
watch_run() {
  local killed=$1 victim=$2 before=$3 alive=() number state look
  for number in 1 2 3 4; do if [ "$number" != "$victim" ]; then alive+=("$number"); fi; done
  look=${alive[0]} detect=- resume=- replayed=0
  while verb_runs && [ $(($(now_ms) - killed)) -lt 120000 ]; do
    state=$(state_of "$look")
    replayed=$(printf '%s\n%s' "$replayed" "$(shown "$again" <<< "$state")" | sort -n | tail -n 1)
    if [ "$detect" = - ] && [ -n "$state" ] &&
      ! grep --quiet "\"endPoint\":\"$host:$((base + victim))\",\"status\":\"Active\"" <<< "$state"; then
      detect=$(($(now_ms) - killed))
    fi
    if [ "$resume" = - ] && [ "$(counted "${alive[@]}")" -ge $((before + 2)) ]; then
      resume=$(($(now_ms) - killed))
    fi
    sleep 0.25
  done
}

trial() {
  local number=$1 share=$((first + RANDOM % (last - first + 1))) victim=$((1 + RANDOM % 3))
  local began killed before alive=() other fault
  for other in 1 2 3 4; do if [ "$other" != "$victim" ]; then alive+=("$other"); fi; done
  began=$(now_ms)
  start_verb 4
  while verb_runs && [ $(($(now_ms) - began)) -lt $((undisturbed * share / 100)) ]; do sleep 0.02; done
  killed=$(now_ms)
  end_with KILL "$victim"
  before=$(counted "${alive[@]}")
  watch_run "$killed" "$victim" "$before"
  wait_verb 1
  if [ "$resume" = - ]; then resume=$(($(now_ms) - killed)); fi
  fault=$(verb_fault)
  if [ -z "$fault" ] && [ "$resume" -gt "$limit_ms" ]; then fault="went on after more than $limit_ms ms"; fi
  printf 'trial %2d: silo %d killed at %2d %%; detect %6s ms, resume %6d ms, end %6d ms; %d %s; %s\n' \
    "$number" "$victim" "$share" "$detect" "$resume" $(($(now_ms) - killed)) "$replayed" "$redone" \
    "${fault:-same report}"
  if [ -n "$fault" ]; then
    broken=$((broken + 1))
    grep --invert-match '^  *at ' "$folder/verb.err" | tail -n 8 | cut -c 1-240 >&2
  fi
  echo "$detect" >> "$folder/detect"
  echo "$resume" >> "$folder/resume"
  echo "$replayed" >> "$folder/replayed"
  start "$victim"
}

use_store redis
verb_of "${1:-decode}"
expect_report
start 1 2 3
broken=0

# The first run on a cluster warms it up; the second says how long one takes.
for _ in 1 2; do
  began=$(now_ms)
  start_verb 4
  wait_verb 120
  undisturbed=$(($(now_ms) - began))
  require_same_report
done
say "Undisturbed: $undisturbed ms. Seed $seed."

for ((number = 1; number <= trials; number++)); do trial "$number"; done

say "min / median / max: detect $(grep -v - "$folder/detect" | spread) ms, resume $(spread < "$folder/resume") ms," \
  "$(spread < "$folder/replayed") $redone."
[ "$broken" = 0 ] || fail "$broken of $trials trials broke a promise."
say "$trials of $trials: the run went on within $((limit_ms / 1000)) s, and its report is the same."
