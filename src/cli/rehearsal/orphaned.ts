/**
 * Calls `onOrphaned` once the parent of this process is gone: npm ends the shell that it runs a
 * command in, and not the command.
 */
export function watchParent(onOrphaned: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  return setInterval(() => process.ppid !== parent && onOrphaned(), 500).unref();
}
