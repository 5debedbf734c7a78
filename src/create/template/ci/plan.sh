#!/usr/bin/env bash
# Plans every stack, and writes the plans as Markdown to plan.md. Run it with the rehearsal in Aiven's
# place: `npx cdc rehearse bash ci/plan.sh`, which is what `npm run plan` does.
set -euo pipefail

npx cdc synth
echo "### Plan against a rehearsal" > plan.md
for dir in cdktf.out/stacks/*/; do
  stack=$(basename "$dir")
  terraform -chdir="$dir" init -input=false -no-color > /dev/null
  plan=$(terraform -chdir="$dir" plan -input=false -no-color)
  summary=$(grep -E "^(Plan:|No changes)" <<< "$plan" || echo "outputs only")
  {
    echo "<details><summary>$stack: $summary</summary>"
    echo
    echo '```'
    echo "$plan"
    echo '```'
    echo
    echo "</details>"
  } >> plan.md
done
cat plan.md
