import type { Element } from "@xmldom/xmldom";
import { CannotRun } from "../../../../base/user-error";

export interface MavenMirror {
  readonly id: string;
  readonly url: string;
  readonly mirrorOf: string;
  readonly blocked: boolean;
}

export interface MavenServer {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

export interface MavenProxy {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly username: string;
  readonly password: string;
  /** Host names with `*` as a wildcard, separated by `|`. */
  readonly nonProxyHosts: string;
}

/** The parts of Maven's settings.xml that decide where a file comes from. */
export interface MavenSettings {
  readonly localRepository: string;
  readonly mirrors: readonly MavenMirror[];
  readonly servers: readonly MavenServer[];
  readonly proxies: readonly MavenProxy[];
}

/**
 * @param file the path of the settings, for messages
 * @param properties values of `${user.home}` and `${env.NAME}`
 */
export async function parseMavenSettings(
  xml: string,
  file: string,
  properties: Readonly<Record<string, string | undefined>>,
): Promise<MavenSettings> {
  const root = await parse(xml, file);
  const text = (parent: Element | undefined, name: string) =>
    (parent && childrenOf(parent, name)[0]?.textContent?.trim()) ?? "";
  const value = (parent: Element, name: string) =>
    text(parent, name).replaceAll(/\$\{([^}]*)\}/g, (whole, property: string) => {
      const known = properties[property];
      if (known !== undefined) return known;
      throw new CannotRun(
        `<${name}> in ${file} uses ${whole}, which is not set; ` +
          "allowed are ${user.home} and ${env.NAME} of an environment variable NAME that is set",
      );
    });
  const list = (name: string, item: string) =>
    childrenOf(root, name).flatMap((parent) => childrenOf(parent, item));
  return {
    localRepository: value(root, "localRepository"),
    mirrors: list("mirrors", "mirror").map((mirror) => ({
      id: value(mirror, "id"),
      url: value(mirror, "url"),
      mirrorOf: value(mirror, "mirrorOf"),
      blocked: value(mirror, "blocked") === "true",
    })),
    // A server that nothing uses may name variables that are not set.
    servers: list("servers", "server").map((server) => ({
      id: value(server, "id"),
      get username() {
        return value(server, "username");
      },
      get password() {
        return value(server, "password");
      },
    })),
    proxies: list("proxies", "proxy")
      .filter((proxy) => text(proxy, "active") !== "false")
      .map((proxy) => ({
        protocol: value(proxy, "protocol") || "http",
        host: value(proxy, "host"),
        port: value(proxy, "port") || "8080",
        username: value(proxy, "username"),
        password: value(proxy, "password"),
        nonProxyHosts: value(proxy, "nonProxyHosts"),
      })),
  };
}

/** The mirror that Maven uses in place of Maven Central, whose id is `central`. */
export function mirrorOfCentral(mirrors: readonly MavenMirror[]): MavenMirror | undefined {
  return (
    mirrors.find(({ mirrorOf }) => mirrorOf === "central") ??
    mirrors.find(({ mirrorOf }) => includesCentral(mirrorOf))
  );
}

function includesCentral(mirrorOf: string): boolean {
  const patterns = mirrorOf.split(",").map((pattern) => pattern.trim());
  if (patterns.includes("!central")) return false;
  return patterns.some((pattern) => ["central", "*", "external:*"].includes(pattern));
}

async function parse(xml: string, file: string): Promise<Element> {
  const { DOMParser } = await import("@xmldom/xmldom"); // loaded when needed
  try {
    const parser = new DOMParser({
      onError(level, message) {
        if (level !== "warning") throw new Error(message);
      },
    });
    const root = parser.parseFromString(xml.replace(/^\uFEFF/, ""), "text/xml").documentElement;
    if (root?.localName === "settings") return root;
  } catch {
    // The parser's message may quote the line, and with it a password.
  }
  throw new CannotRun(
    `${file} is not a settings file of Maven: it must be well-formed XML with the root <settings>; ` +
      "correct it, or set AIVEN_CDC_MAVEN_REPOSITORY to the URL of a repository, which then is used instead",
  );
}

function childrenOf(parent: Element, name: string): Element[] {
  return Array.from(parent.childNodes).filter(
    (child): child is Element => child.nodeType === 1 && child.localName === name,
  );
}
