import { generate } from "selfsigned";
import { host } from "../ports";

export interface Certificate {
  /** What a client trusts: `sslrootcert` with `sslmode=verify-full`. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** An authority for this run alone, and a certificate of its for the servers of this machine. */
export async function makeCertificate(): Promise<Certificate> {
  const authority = await generate([{ name: "commonName", value: "Rehearsal CA" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: host },
        ],
      },
    ],
  });
  return { ca: authority.cert, cert: server.cert, key: server.private };
}
