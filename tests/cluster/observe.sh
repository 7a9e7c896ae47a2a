#!/usr/bin/env bash
# What silos show to whoever operates them, and what they never show. A wrong configuration is refused before any port
# opens; a port beyond loopback asks for the key; silos that log everything that there is (Trace, as JSON with scopes) log
# neither the store's password nor the key; each metric that docs/OPERATIONS.md names is exposed under a decode and a
# replay; and a browser, where there is one, draws the whole supernode while both run.
#
#   tests/cluster/observe.sh [redis|postgres]
#
#   CLOUDMATRIX_PICTURE    where to leave a picture of the page, e.g. docs/pictures/page.png
base=21700
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly secret=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
export CLOUDMATRIX_KEY=key-$secret

# The store, and the password in its connection string, in `password`.
use_guarded_store() {
  use_store "$1" 127.0.0.1 "store-$secret"
  local connection=CLOUDMATRIX_${1^^}
  password=$(sed -n -E 's/.*[Pp]assword=([^;,]*).*/\1/p' <<< "${!connection}")
  [ -n "$password" ] || fail "$connection names no password, so that there is none to look for."
}

# From now on, configurations of silos have more in their Http section, and log everything.
template_with() {
  local console='"Console": { "FormatterName": "json", "FormatterOptions": { "IncludeScopes": true } }'
  sed -E -e "s/\"Http\": \{[^}]*\}/\"Http\": { \"Port\": 1$1 }/" \
    -e "s/\"Logging\": .*/\"Logging\": { \"LogLevel\": { \"Default\": \"Trace\" }, $console }/" \
    "silo-configs/$store.json" > "$folder/template.json"
  template=$folder/template.json
}

# Must be refused with 2, what it says must name all of these, and its port must never answer: require_refused names...
require_refused() {
  code=0
  launch 3
  while kill -0 "${pids[3]}" 2> /dev/null; do
    ! curl --silent --max-time 1 --output /dev/null "$(http_of 3)/health/live" || fail "A port was open meanwhile."
  done
  wait "${pids[3]}" || code=$?
  unset "pids[3]"
  [ "$code" = 2 ] || fail "Exit code $code, where a configuration is wrong." "$folder/3.out"
  local name
  for name in "$@"; do grep --quiet "$name" "$folder/3.out" || fail "It does not name $name." "$folder/3.out"; done
}

# What an address answers: answer NUMBER PATH [key]
answer() {
  curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' ${3:+--header "Authorization: Bearer $3"} \
    "$(http_of "$1")$2" || true
}

require_answer() {
  local got
  got=$(answer "${@:2}")
  [ "$got" = "$1" ] || fail "$3 of silo $2 answers $got${4:+ to a key}, not $1."
}

# Adds the names of all metrics that silos expose now to those seen.
scrape() {
  local number
  for number in 1 2 3 4 5; do
    curl --silent --max-time 2 "$(http_of "$number")/metrics" || true
  done | sed -n 's/^# TYPE \([^ ]*\) .*/\1/p' >> "$folder/seen"
}

# The metrics that the documentation names; "…_end" stands for another end of the name before it.
documented() {
  sed -n 's/^| \(`cloudmatrix_[^|]*\) |.*/\1/p' docs/OPERATIONS.md | tr -d '`' | while IFS=', ' read -r -a names; do
    for name in "${names[@]}"; do
      case $name in
        …*) echo "${names[0]%_dispatched_total}${name#…}" ;;
        *) echo "$name" ;;
      esac
    done
  done
}

# Draws a silo's page in a browser, where there is one: every NPU must be there, and every slot of the decode.
look() {
  local url drawn dies slots browser
  url=$(http_of "$1")/
  browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    say "no browser: the page was not looked at"
    return 0
  }
  draw() {
    "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/browser" \
      --virtual-time-budget=10000 "$@" "$url" 2> /dev/null
  }
  drawn=$(draw --dump-dom)
  dies=$(grep --only-matching ' data-die="' <<< "$drawn" | wc -l)
  slots=$(sed 's/.*id="heat"//; s/<\/svg>.*//' <<< "${drawn//$'\n'/ }" | grep --only-matching '<rect' | wc -l)
  [ "$dies" = 768 ] || fail "The page draws $dies dies, not 768."
  [ "$slots" = 320 ] || fail "The page draws $slots expert slots of the decode, not 320."
  grep --quiet '>Services<' <<< "$drawn" && grep --quiet '>prefill' <<< "$drawn" || fail "The page shows no service."
  say "the page draws 48 nodes x 8 NPUs x 2 dies, the decode's $slots expert slots, and the service's instances"
  [ -z "${CLOUDMATRIX_PICTURE:-}" ] || draw --window-size=1500,1500 --screenshot="$CLOUDMATRIX_PICTURE" > /dev/null
}

store=${1:-redis}
use_guarded_store "$store"

template_with ', "Address": "0.0.0.0", "Prot": 1'
require_refused 'Http:Prot: unknown key' 'Http:Key: missing'
say "a wrong configuration is refused with 2 and all its faults, and no port opens meanwhile"

template_with ', "Address": "0.0.0.0", "Key": "env:CLOUDMATRIX_KEY"'
start 1 2
for path in /metrics /api/state; do
  require_answer 401 1 "$path"
  require_answer 401 1 "$path" "${CLOUDMATRIX_KEY}x"
  require_answer 200 1 "$path" "$CLOUDMATRIX_KEY"
done
for path in / /health/live /health/ready; do require_answer 200 1 "$path"; done
say "beyond loopback, state and metrics ask for the key; the empty page and health do not"

CLOUDMATRIX_STEPS=5 verb_of decode
start_verb 3
wait_verb 180
[ "$code" = 0 ] || fail "The decode ended with exit code $code." "$folder/verb.err"
for number in 1 2; do
  end_with TERM "$number"
  [ "$code" = 0 ] || fail "A silo that is stopped ends with 0, not $code." "$folder/$number.out"
done
for word in "$password" "$CLOUDMATRIX_KEY"; do
  if told=$(grep --files-with-matches --fixed-strings "$word" "$folder"/*.out "$folder"/*.err); then
    fail "A secret was logged: $(tr '\n' ' ' <<< "$told")"
  fi
done
say "neither the store's password nor the key is in $(cat "$folder"/[12].out "$folder/verb.err" | wc -l) lines of logs"

template=silo-configs/$store.json
start 1 2
if curl --silent --max-time 2 --output /dev/null "http://127.0.0.2:$((base + 21))/health/live"; then
  fail "Without an address, the port is open beyond 127.0.0.1."
fi
say "without an address, the port is open at 127.0.0.1 alone"

# A decode to its end, and then another beside a replay.
verb_of decode
start_verb 4
while verb_runs; do scrape; sleep 0.5; done
wait_verb 0
[ "$code" = 0 ] || fail "The decode ended with exit code $code." "$folder/verb.err"
verb_of decode 20
start_verb 5
pids[decode]=${pids[verb]}
verb_of replay 2
expect_report
start_verb 4
until_done 50 1
look 1
while verb_runs; do scrape; sleep 0.5; done
wait_verb 0
require_same_report
documented | sort -u > "$folder/documented"
missing=$(sort -u "$folder/seen" | comm -13 - "$folder/documented" | tr '\n' ' ')
[ -z "$missing" ] || fail "Metrics that docs/OPERATIONS.md names and nobody exposes: $missing"
say "all $(wc -l < "$folder/documented") metrics that docs/OPERATIONS.md names were exposed"
