// Runs at every synth: it loads no package, and reads what is small and near.
"use strict";
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join, parse, relative, resolve } = require("node:path");
const { attachedRunDir, rememberedFile } = require("./remembered-file.cjs");
const { pathOf, removedArguments, resourcesIn } = require("./user-config.cjs");

/** @typedef {import("./user-config.cjs").Resources} Resources */
/** @typedef {{ constructPath: string, level: string, message: string }} Annotation */
/** @typedef {{ workingDirectory: string, annotations: Annotation[] }} Stack */

/** At most so many are listed: without a remembered deploy, Aiven's own choices are among them. */
const maxListed = 5;

/**
 * Adds to the manifest of a synth a warning for each argument that was deployed last and is no
 * longer in the code: Terraform would leave it on the service without a word. Values are left out.
 *
 * @param {string} outdir
 */
function warnOfRemoved(outdir) {
  const file = join(outdir, "manifest.json");
  /** @type {{ stacks: Record<string, Stack> }} */
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  let isChanged = false;
  for (const [name, stack] of Object.entries(manifest.stacks)) {
    const warnings = warningsOf(name, join(outdir, stack.workingDirectory));
    stack.annotations.push(...warnings);
    isChanged ||= warnings.length > 0;
  }
  if (isChanged) writeFileSync(file, JSON.stringify(manifest, undefined, 2));
}

/**
 * @param {string} name
 * @param {string} dir
 * @returns {Annotation[]}
 */
function warningsOf(name, dir) {
  /** @type {Resources | undefined} */
  const remembered = parsed(rememberedFile(name));
  const stack = parsed(join(dir, "cdk.tf.json"));
  const state = resourcesOf(localState(dir, stack));
  if (!stack || !(remembered ?? state)) return [];
  const codeOf = resourcesIn(stack);
  const removed = removedArguments(codeOf, { remembered, state });
  const warn = (/** @type {string} */ message, /** @type {string} */ constructPath) => ({
    constructPath,
    level: "@cdktf/warn",
    message,
  });
  const [first] = removed;
  if (first && removed.length > maxListed && !remembered) {
    const { address, steps } = first;
    return [
      warn(
        `${removed.length} arguments on the services are not in the code, the first ${address} ${pathOf(steps)}: ` +
          "removed ones stay, Terraform leaves them; `npx cdc drift` names them, and `npx cdc drift --remember` separates them from Aiven's own choices",
        name,
      ),
    ];
  }
  return removed.map(({ address, steps }) =>
    warn(
      `${pathOf(steps)} is no longer in the code, and its value stays on the service: Terraform leaves it; \`npx cdc drift\` shows what to do`,
      codeOf(address)?.["//"]?.metadata?.path?.replace(/\/Default$/, "") ?? address,
    ),
  );
}

/**
 * The state of a stack whose backend is a file; under a rehearsal, which gives every stack one,
 * that of the rehearsal.
 *
 * @param {string} dir
 * @param {any} stack
 */
function localState(dir, stack) {
  const runDir = attachedRunDir();
  if (runDir === undefined) return stateFile(dir, stack);
  const path = resolve(dir);
  const mirrored = join(runDir, "mirror", relative(parse(path).root, path));
  return stateFile(mirrored, parsed(join(mirrored, "zz_rehearsal_override.tf.json")));
}

/**
 * @param {string} dir
 * @param {any} stack
 */
function stateFile(dir, stack) {
  const local = stack?.terraform?.backend?.local;
  return local && parsed(resolve(dir, local.path ?? "terraform.tfstate"));
}

/**
 * The resources of a state file of version 4, the only one since Terraform 0.12.
 *
 * @param {any} state
 * @returns {Resources | undefined} undefined where there is none, or it is encrypted
 */
function resourcesOf(state) {
  if (!Array.isArray(state?.resources)) return undefined;
  /** @type {Resources} */
  const found = {};
  for (const { mode, module, type, name, instances } of state.resources) {
    if (mode !== "managed" || module !== undefined || !type.startsWith("aiven_")) continue;
    for (const { index_key: key, attributes } of instances) {
      found[`${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`] = attributes;
    }
  }
  return found;
}

/**
 * @param {string} file
 * @returns {any} undefined where there is none, or it cannot be read: a warning is no reason to fail
 */
function parsed(file) {
  if (!existsSync(file)) return undefined; // most often; an error that is thrown costs more
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

module.exports = { warnOfRemoved };
