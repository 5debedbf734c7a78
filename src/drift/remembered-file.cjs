// Part of the launcher as well as of the compiled program, which cannot require.
"use strict";

/** The folder of the rehearsal that the command runs under, if it does (Terraform: reattach). */
function attachedRunDir() {
  const { TF_REATTACH_PROVIDERS: reattach, AIVEN_CDC_RUN_DIR: runDir } = process.env;
  return reattach ? runDir : undefined;
}

/**
 * What a stack was deployed with: beside cdktf.json, and meant to be committed. A rehearsal has its
 * own, gone with it.
 *
 * @param {string} stack
 */
function rememberedFile(stack) {
  const runDir = attachedRunDir();
  return `${runDir === undefined ? "" : `${runDir}/`}deployed/${stack}.json`;
}

module.exports = { attachedRunDir, rememberedFile };
