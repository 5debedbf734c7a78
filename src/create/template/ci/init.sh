#!/usr/bin/env bash
# Connects every stack to its state, so that `npx cdc drift` and `npx cdc verify` can read it where nobody
# has deployed. What the backends log in with comes from the environment.
set -euo pipefail

npx cdc synth
for dir in cdktf.out/stacks/*/; do
  terraform -chdir="$dir" init -input=false -no-color
done
