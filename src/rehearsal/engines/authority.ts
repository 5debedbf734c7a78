import "reflect-metadata"; // the X.509 library's own need
import { KeyObject, webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type JsonName,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { host } from "./ports";

/** What a server or a client shows, and the key to it; PEM, the key in PKCS #8. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Whom a client's certificate names. */
export interface ClientSubject {
  readonly commonName: string;
  readonly organization: string;
  readonly unit: string;
}

/** An authority for one project and one run. */
export interface Authority {
  /** Its own certificate, PEM: what a client trusts. */
  readonly ca: string;
  /** For every server on this machine's loopback. */
  readonly server: Certificate;
  signClient(subject: ClientSubject): Promise<Certificate>;
}

/** A handshake with an elliptic curve costs a small part of one with RSA. */
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const lifetimeMs = 365 * 24 * 3_600_000;

export async function makeAuthority(name: string): Promise<Authority> {
  const issuer: JsonName = [{ CN: [`Rehearsal CA of ${name}`] }];
  const keys = await newKeys();
  const notBefore = new Date(Date.now() - 60_000); // clocks of clients may be behind
  const notAfter = new Date(Date.now() + lifetimeMs);
  const common = { notBefore, notAfter, signingAlgorithm: algorithm };
  const own = await X509CertificateGenerator.createSelfSigned({
    ...{ ...common, name: issuer, keys },
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature, true),
    ],
  });
  const sign = async (subject: JsonName, extensions: Extension[]): Promise<Certificate> => {
    const { publicKey, privateKey } = await newKeys();
    const signed = await X509CertificateGenerator.create({
      ...{ ...common, subject, issuer, publicKey, signingKey: keys.privateKey },
      extensions: [
        new BasicConstraintsExtension(false),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        ...extensions,
      ],
    });
    return { cert: pem(signed.toString("pem")), key: keyPem(privateKey) };
  };
  return {
    ca: pem(own.toString("pem")),
    server: await sign(
      [{ CN: ["localhost"] }],
      [
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          { type: "dns", value: "localhost" },
          { type: "ip", value: host },
        ]),
      ],
    ),
    signClient: ({ commonName, organization, unit }) =>
      sign(
        [{ O: [organization] }, { OU: [unit] }, { CN: [commonName] }],
        [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])],
      ),
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function keyPem(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: "pkcs8", format: "pem" }).toString();
}

/** With the newline at its end that files of certificates have. */
function pem(text: string): string {
  return `${text.trimEnd()}\n`;
}
