import { mkdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { packAll } from "../../../tools/pack/packages";

export interface PackOptions {
  readonly out: string;
}

/** `cdc pack`: every package as a tarball, with its size. */
export async function pack({ out }: PackOptions): Promise<void> {
  const outdir = resolve(out);
  mkdirSync(outdir, { recursive: true });
  const tarballs = await packAll(outdir, (line) => process.stderr.write(`pack: ${line}\n`));
  for (const { file, size, unpackedSize } of tarballs) {
    const sizes = `${megabytes(size)} MB, ${megabytes(unpackedSize)} MB unpacked`;
    process.stdout.write(`${relative(process.cwd(), file)}  ${sizes}\n`);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
