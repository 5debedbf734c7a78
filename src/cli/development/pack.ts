import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { packAll } from "../../../tools/pack/packages";
import { home } from "../../base/project";

/** `cdc pack`: every package as a tarball in `dist/`, with its size. */
export async function pack(): Promise<void> {
  const outdir = join(home, "dist");
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
