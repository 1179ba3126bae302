#!/usr/bin/env bash
# What an organization owes in all 54 jurisdictions, read in Spanish: nothing of it is English but
# citations, which stand as they are and are marked so.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
serve "$desk"
facts=(role=owner hipaa=yes access=accessed medium=electronic protection=encrypted key=unknown harm=undetermined
  hold=yes discovered_month=11 discovered_day=2 discovered_year=2026 element=name element=ssn element=account_credentials)
row=0
for folder in "$source_dir"/rules/us/??/; do
  row=$((row + 1))
  state=US-$(basename "$folder" | tr '[:lower:]' '[:upper:]')
  facts+=("state_$row=$state" "count_$row=12000" "without_$row=3")
done
same "jurisdictions" "$row" 54
body=(); for fact in "${facts[@]}"; do body+=(--data "$fact"); done
curl -sS "${body[@]}" "$site/organization?lang=es" > "$WORK/answer.html"
left=$(python3 - "$WORK/answer.html" <<'PY'
import html, re, sys

page = open(sys.argv[1], encoding="utf-8").read()
main = re.search(r"<main.*</main>", page, re.S).group(0)
duties = re.findall(r'<article class="ll-duty', main)
if len(duties) < 130:
    print(f"only {len(duties)} duties")
own = re.sub(r'<span lang="en">[^<]*</span>', "", main)
if 'lang="en"' in own:
    print("more than citations is marked as English")
lines = [line.strip() for line in html.unescape(re.sub(r"<[^>]+>", "\n", own)).split("\n") if line.strip()]
words = re.compile(r"\b(the|was|were|with|which|whose|not|are|and|of|that|from|notice)\b")
for line in lines:
    if words.search(re.sub(r"\S*\.(md|com|gov)\S*", "", line)):
        print(line)
PY
)
same "no English left" "$left" ""
say "a duty sheet over all jurisdictions is in Spanish, every sentence"
