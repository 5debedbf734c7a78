const certain =
  /(^|[._-])((?:ssl)?password|passphrase|secret|secret[._-]?key|secret[._-]?access[._-]?key|api[._-]?key|private[._-]?key|token|credentials|sasl\.jaas\.config|auth\.user\.info)$/i;

const possible =
  /password|passwd|passphrase|secret|token|credential|jaas|auth\.user\.info|connection_string/i;

/** Whether a property of this name holds a secret for certain: strict enough to refuse its literal. */
export function isSecretName(name: string): boolean {
  return certain.test(name);
}

/** Whether its value is masked wherever it appears in a text. */
export function isMaskedName(name: string): boolean {
  return possible.test(name);
}

/**
 * Whether its value is left out of a message that would quote it. Keys are among them: one may be
 * private. They are not masked in other texts, since the name of a column may be such a value.
 */
export function isUnquotedName(name: string): boolean {
  return possible.test(name) || /key$/i.test(name);
}
