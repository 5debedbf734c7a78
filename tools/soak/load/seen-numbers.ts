/** Numbers that share a bitmap; 8 KB. */
const blockSize = 1 << 16;

interface Block {
  readonly bits: Uint32Array;
  count: number;
}

/**
 * Which numbers from 0 on were seen, exactly. Memory follows what is not whole and not how much
 * there was: of 65,536 numbers that were all seen nothing is kept, of others a bit each.
 */
export class SeenNumbers {
  readonly #blocks = new Map<number, Block>();
  /** Of the blocks before this one, those that are not kept are whole. */
  #nextBlock = 0;
  #count = 0;

  /** Different numbers seen. */
  get count(): number {
    return this.#count;
  }

  /** Bitmaps kept. */
  get blocks(): number {
    return this.#blocks.size;
  }

  has(number: number): boolean {
    const index = Math.floor(number / blockSize);
    if (index >= this.#nextBlock) return false;
    const block = this.#blocks.get(index);
    return !block || isSet(block, number % blockSize);
  }

  /** @returns whether it is seen for the first time */
  add(number: number): boolean {
    if (this.has(number)) return false;
    const index = Math.floor(number / blockSize);
    for (; this.#nextBlock <= index; this.#nextBlock++) {
      this.#blocks.set(this.#nextBlock, { bits: new Uint32Array(blockSize / 32), count: 0 });
    }
    const block = this.#blocks.get(index) as Block;
    const at = number % blockSize;
    block.bits[at >>> 5] = (block.bits[at >>> 5] as number) | (1 << (at & 31));
    block.count++;
    this.#count++;
    if (block.count === blockSize) this.#blocks.delete(index);
    return true;
  }

  /** How many of the numbers from `from` to before `to` were not seen. */
  unseen(from: number, to: number): number {
    if (to <= from) return 0;
    let missing = Math.max(0, to - Math.max(from, this.#nextBlock * blockSize));
    for (const [index, block] of this.#blocks) {
      const start = index * blockSize;
      const [first, end] = [Math.max(from, start) - start, Math.min(to, start + blockSize) - start];
      for (let at = first; at < end; at++) if (!isSet(block, at)) missing++;
    }
    return missing;
  }
}

function isSet({ bits }: Block, at: number): boolean {
  return (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;
}
