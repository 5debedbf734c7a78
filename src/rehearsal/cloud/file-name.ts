/** A name as one step of a path: different names stay different, and none leads elsewhere. */
export function fileName(name: string): string {
  const encoded = encodeURIComponent(name).replace(/\*/g, "%2A");
  return /^\.+$/.test(encoded) ? encoded.replaceAll(".", "%2E") : encoded;
}
