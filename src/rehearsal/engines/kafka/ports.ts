import { freePorts, host, takePort } from "../ports";

/** One of each a node. */
export interface Ports {
  /** Of clients that show a certificate. */
  readonly certificate: readonly number[];
  /** Of clients that log in by password. */
  readonly sasl: readonly number[];
  /** Of the brokers among themselves, and of the rehearsal. */
  readonly internal: readonly number[];
  readonly controller: readonly number[];
}

export const portsPerNode = 4;

/** @param wanted at least {@link portsPerNode} a node, or none in particular */
export async function takePorts(
  nodes: number,
  wanted: readonly number[] | undefined,
  hint: string | undefined,
): Promise<Ports> {
  const count = portsPerNode * nodes;
  const ports = wanted ?? (await freePorts(count));
  if (ports.length < count) {
    throw new Error(`${nodes} brokers need ${count} ports, got ${ports.length}`);
  }
  if (wanted) await Promise.all(wanted.map((port) => takePort(port, hint)));
  return portsOf(ports, nodes);
}

/** What each port of a cluster is for. */
export function portsOf(ports: readonly number[], nodes: number): Ports {
  const nth = (index: number) => ports.slice(index * nodes, (index + 1) * nodes);
  return { certificate: nth(0), sasl: nth(1), internal: nth(2), controller: nth(3) };
}

/** "host:port,host:port" */
export function serversAt(ports: readonly number[]): string {
  return ports.map((port) => `${host}:${port}`).join(",");
}
