import type { Socket } from "node:net";

export function send(socket: Socket, message: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/**
 * Calls `onMessage` for each line that is a JSON object. Any other line, or one longer than
 * `maxLength` characters, ends the connection.
 */
export function receive(
  socket: Socket,
  maxLength: number,
  onMessage: (message: Readonly<Record<string, unknown>>) => void,
): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("error", () => undefined); // "close" follows
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = line.length > maxLength ? undefined : parsed(line);
      if (!message) return void socket.destroy();
      onMessage(message);
    }
    if (rest.length > maxLength) socket.destroy();
  });
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
