import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The TCP ports that a process and its descendants listen on, with the addresses they listen at. */
export function listeningPorts(root: number): { port: number; address: string }[] {
  const sockets = new Set(descendants(root).flatMap(socketsOf));
  return ["tcp", "tcp6"].flatMap((kind) =>
    read(`/proc/net/${kind}`)
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) => state === "0A" && sockets.has(`socket:[${inode}]`),
      )
      .map(([, local = ""]) => {
        const [address = "", port = ""] = local.split(":");
        return { port: Number.parseInt(port, 16), address: addressOf(address) };
      }),
  );
}

/** The process and all that it started, directly or not. */
export function descendants(root: number): number[] {
  const parents = new Map(
    readdirSync("/proc")
      .map(Number)
      .filter((pid) => pid > 0)
      .map((pid) => [pid, Number(/\) \w (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1])]),
  );
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  }
  return found;
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return []; // ended meanwhile
  }
}

/** /proc writes each group of four bytes in the machine's own order. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  return bytes.slice(-4).join(".");
}

/** The text of a file; nothing of a process that has ended meanwhile. */
export function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
