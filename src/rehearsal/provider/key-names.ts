/** Enough for the attributes of all types; the keys of a user's maps may be more. */
const mostKept = 20_000;

interface Kept {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/**
 * Decodes the keys of messages. A message has the name of every attribute of its type, most of them with
 * null: each name is decoded once, and then found by its bytes.
 */
export class KeyNames {
  #kept = new Map<number, Kept[]>();
  #count = 0;

  /** @param mark stands before each name */
  constructor(private readonly mark: string) {}

  canBeCached(): boolean {
    return true;
  }

  decode(bytes: Uint8Array, offset: number, length: number): string {
    const hash = hashOf(bytes, offset, length);
    const alike = this.#kept.get(hash);
    const found = alike?.find((each) => isSame(each.bytes, bytes, offset, length));
    if (found) return found.name;
    const own = Uint8Array.prototype.slice.call(bytes, offset, offset + length);
    const name = this.mark + Buffer.from(own).toString("utf8");
    if (this.#count++ === mostKept) {
      this.#kept = new Map();
      this.#count = 1;
    }
    this.#kept.set(hash, [...(this.#kept.get(hash) ?? []), { bytes: own, name }]);
    return name;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, offset: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = offset; at < offset + length; at++) {
    hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  }
  return hash;
}

function isSame(kept: Uint8Array, bytes: Uint8Array, offset: number, length: number): boolean {
  if (kept.length !== length) return false;
  for (let at = 0; at < length; at++) if (kept[at] !== bytes[offset + at]) return false;
  return true;
}
