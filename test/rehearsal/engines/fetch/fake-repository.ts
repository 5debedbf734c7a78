import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "tar";
import {
  type EngineName,
  type LockedDownload,
  type LockedFile,
  lockPath,
} from "../../../../src/rehearsal/engines/fetch/lock";
import type { Repository } from "../../../../src/rehearsal/engines/fetch/repository/repository";

/** A Maven repository on 127.0.0.1 with two small engines, and a folder of their locks. */
export class FakeRepository {
  readonly dir = mkdtempSync(join(tmpdir(), "fetch-"));
  readonly locks = join(this.dir, "locks");
  readonly files = new Map<string, Buffer>();
  readonly requests: IncomingMessage[] = [];
  /** Answers a request in the server's place if it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean> =
    () => false;
  #server?: Server;

  async start(): Promise<this> {
    mkdirSync(this.locks);
    const jars = ["alpha", "beta", "gamma"].map((name) => this.#add(`org/${name}-1.jar`, name));
    this.#writeLock("kafka", jars);
    this.#writeLock("debezium", [await this.#addPlugin()]);
    this.#server = createServer(this.#answer);
    await new Promise<void>((listening) => this.#server?.listen(0, "127.0.0.1", listening));
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((closed) => this.#server?.close(closed));
    rmSync(this.dir, { recursive: true, force: true });
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo).port;
  }

  get repository(): Repository {
    return {
      url: `http://127.0.0.1:${this.port}/maven2`,
      namedBy: "a test",
      localRepository: join(this.dir, "m2"),
      proxy: "",
    };
  }

  get paths(): string[] {
    return this.requests.map(({ url = "" }) => url.replace("/maven2/", "")).sort();
  }

  lockOf(engine: "kafka" | "debezium"): LockedDownload[] {
    return JSON.parse(readFileSync(lockPath(this.locks, engine, "1"), "utf8")).downloads;
  }

  readonly #answer: RequestListener = async (request, response) => {
    this.requests.push(request);
    if (await this.intercept(request, response)) return;
    const content = this.files.get((request.url ?? "").replace("/maven2/", ""));
    response.statusCode = content ? 200 : 404;
    response.end(content);
  };

  /** With an entry beside the jars, and one that names a place outside the folder. */
  async #addPlugin(): Promise<LockedDownload> {
    const cwd = join(this.dir, "plugin");
    const folder = "debezium-connector-postgres";
    mkdirSync(join(cwd, folder), { recursive: true });
    writeFileSync(join(this.dir, "outside.jar"), "outside");
    writeFileSync(join(cwd, folder, "README.md"), "read me");
    const contains = ["debezium-core-1.jar", "driver-1.jar"].map((name) => {
      writeFileSync(join(cwd, folder, name), name);
      return locked(`${folder}/${name}`, Buffer.from(name));
    });
    const archive = join(this.dir, "plugin.tar.gz");
    const entries = [folder, "../outside.jar"];
    await create({ gzip: true, cwd, file: archive, preservePaths: true }, entries);
    return { ...this.#add("io/plugin-1.tar.gz", readFileSync(archive)), contains };
  }

  #add(path: string, content: string | Buffer): LockedFile {
    this.files.set(path, Buffer.from(content));
    return locked(path, Buffer.from(content));
  }

  #writeLock(engine: EngineName, downloads: readonly LockedDownload[]): void {
    const file = lockPath(this.locks, engine, "1");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ downloads }));
  }
}

function locked(path: string, content: Buffer): LockedFile {
  return { path, size: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}
