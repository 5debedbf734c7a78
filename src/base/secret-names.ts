const certain =
  /(^|[._-])((?:ssl)?password|passphrase|secret|secret[._-]?key|secret[._-]?access[._-]?key|api[._-]?key|private[._-]?key|token|credentials|sasl\.jaas\.config|auth\.user\.info)$/i;

const possible =
  /password|passwd|passphrase|secret|token|credential|jaas|auth\.user\.info|connection_string|(^|[._-])key$/i;

/** Whether a property of this name holds a secret for certain: strict enough to refuse its literal. */
export function isSecretName(name: string): boolean {
  return certain.test(name);
}

/** Whether a property of this name may hold a secret: wide enough to decide what is never printed. */
export function mayNameSecret(name: string): boolean {
  return possible.test(name);
}
