import { existsSync, readFileSync } from "node:fs";
import { chown } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { UserError } from "./errors";

/** Runs a program that refuses to run as root. */
export interface OtherUser {
  /** The command line that runs this one as the other user. */
  wrap(command: string, args: readonly string[]): { command: string; args: string[] };
  /** Gives a file or an empty folder to the other user. */
  own(path: string): Promise<void>;
}

const nobodyElse: OtherUser = {
  wrap: (command, args) => ({ command, args: [...args] }),
  own: () => Promise.resolve(),
};

/**
 * PostgreSQL refuses to run as root, and an ordinary user cannot enter root's folders (a clone in
 * /root or made with mktemp is 0700). So root runs it as `nobody` with one privilege kept: to read
 * and enter folders whatever their mode.
 */
export function otherUserThanRoot(): OtherUser {
  if (process.getuid?.() !== 0) return nobodyElse;
  const setpriv = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "setpriv"))
    .find((file) => existsSync(file));
  // initdb asks the system for the name of the user it runs as: it has to be one that exists.
  const [, uid, gid] =
    /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"))?.map(Number) ?? [];
  if (!setpriv || uid === undefined || gid === undefined) {
    throw new UserError(
      "PostgreSQL does not run as root, and this machine has no " +
        `${setpriv ? "user `nobody`" : "`setpriv`"} to run it otherwise; run the command as an ordinary user` +
        (setpriv ? "" : ", or install util-linux (apt install util-linux)"),
    );
  }
  const privilege = passThroughFolders();
  const privileges = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    `--inh-caps=+${privilege}`,
    `--ambient-caps=+${privilege}`,
    // access(2), with which PostgreSQL finds its own programs, else leaves the privilege out.
    "--securebits=+no_setuid_fixup",
  ];
  return {
    wrap: (command, args) => ({ command: setpriv, args: [...privileges, command, ...args] }),
    own: (path) => chown(path, uid, gid),
  };
}

/** Reading is enough; a container's root seldom has that privilege, but the one to write as well. */
function passThroughFolders(): "dac_read_search" | "dac_override" {
  const status = readFileSync("/proc/self/status", "utf8");
  const held = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? "0"}`);
  return held & 4n ? "dac_read_search" : "dac_override";
}
