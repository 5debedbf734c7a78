// Run as a process of its own by encrypted.test.ts: the Kafka client is an ES module.
import type { AddressInfo } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { Client } from "pg";
import { makeAuthority } from "../../src/rehearsal/engines/authority";
import { sendCanary } from "../../src/verify/checks/send-canary";

/** A broker that says nothing of Kafka's: what counts is who is let in, and who comes. */
async function main(): Promise<void> {
  const { ca, server: certificate } = await makeAuthority("test");
  const { cert, key } = certificate;
  const clients: string[] = [];
  // a certificate for servers, which is no matter here
  const server = createServer({ ca, ...certificate, requestCert: true, rejectUnauthorized: false });
  server.on("tlsClientError", () => undefined);
  server.on("secureConnection", (socket: TLSSocket) => {
    clients.push(String(socket.getPeerCertificate().subject?.CN));
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const canary = (authority?: string) =>
    sendCanary({
      pipeline: {
        project: "p",
        connectorName: "shop",
        config: {},
        storageTopics: [],
        kafkaUsers: new Map(),
        secrets: [],
      },
      canary: { sql: "SELECT 1", topic: "shop.message" },
      client: {} as Client, // never asked: Kafka comes first
      connection: {
        bootstrapServers: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        tls: { cert, key, ca: authority },
      },
      timeoutMs: 1_000,
    });
  const unknown = await canary();
  const seenBefore = [...clients];
  const known = await canary(ca);
  process.stdout.write(JSON.stringify({ unknown, seenBefore, known, clients }));
  process.exit(0);
}

void main();
