import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { dirname, join } from "node:path";
import { makeAuthority } from "../../../../src/rehearsal/engines/authority";
import { Downloader } from "../../../../src/rehearsal/engines/fetch/download";
import { describeError } from "../../../../src/rehearsal/engines/fetch/repository/download-failure";
import { fetchFiles } from "../../../../src/rehearsal/engines/fetch/fetch-files";
import type { Repository } from "../../../../src/rehearsal/engines/fetch/repository/repository";
import { FakeRepository } from "./fake-repository";

describe("a download", () => {
  let fake: FakeRepository;
  const others: Server[] = [];
  beforeEach(async () => (fake = await new FakeRepository().start()));
  afterEach(async () => {
    for (const server of others.splice(0)) server.close();
    await fake.stop();
  });
  const alpha = () => {
    const found = fake.lockOf("kafka").find(({ path }) => path === "org/alpha-1.jar");
    if (!found) throw new Error("the fixture has no alpha");
    return found;
  };
  const download = async (more: Partial<Repository> = {}) => {
    const downloader = await Downloader.open({ ...fake.repository, ...more }, 1);
    try {
      return String(await downloader.download(alpha(), new AbortController().signal));
    } finally {
      await downloader.close();
    }
  };
  const refused = (more?: Partial<Repository>) =>
    download(more).then(
      () => "it succeeded",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const answer = (status: number, times = Infinity) => {
    fake.intercept = (_, response) => {
      if (fake.requests.length > times) return false;
      response.writeHead(status).end("no");
      return true;
    };
  };
  const listening = async (server: Server) => {
    others.push(server);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return (server.address() as AddressInfo).port;
  };

  test.each([408, 429, 500, 502, 503])("is tried again after HTTP %i", async (status) => {
    answer(status, 3);
    expect(await download()).toBe("alpha");
    expect(fake.requests).toHaveLength(4);
  });

  test("gives up after four attempts", async () => {
    answer(503);
    expect(await refused()).toContain(
      `${fake.repository.url}/org/alpha-1.jar could not be fetched after 4 attempts: ` +
        "the repository, which is a test, answered HTTP 503; run the command again later, or set AIVEN_CDC_MAVEN_REPOSITORY",
    );
    expect(fake.requests).toHaveLength(4);
  });

  test.each([
    [404, "it lacks the file; set AIVEN_CDC_MAVEN_REPOSITORY to the URL of a full mirror"],
    [403, "it requires credentials, or refuses these; for a mirror put them under <servers>"],
    [401, "it requires credentials, or refuses these; for a mirror put them under <servers>"],
  ])("is not tried again after HTTP %i, and the remedy is named", async (status, remedy) => {
    answer(status);
    expect(await refused()).toContain(
      `could not be fetched: the repository, which is a test, answered HTTP ${status}: ${remedy}`,
    );
    expect(fake.requests).toHaveLength(1);
  });

  test("is tried again after a connection that breaks off", async () => {
    fake.intercept = (_, response) => {
      if (fake.requests.length > 1) return false;
      response.writeHead(200, { "content-length": "5" }).write("al");
      setTimeout(() => response.destroy(), 20);
      return true;
    };
    expect(await download()).toBe("alpha");
  });

  test("with other content is refused with its URL and both hashes", async () => {
    fake.files.set("org/alpha-1.jar", Buffer.from("alphA"));
    expect(await refused()).toMatch(
      new RegExp(
        `^UserError: ${fake.repository.url}/org/alpha-1.jar could not be fetched: expected SHA-256 ${alpha().sha256} ` +
          "\\(5 bytes\\), got [0-9a-f]{64} \\(5 bytes, no content type\\); the file is not used",
      ),
    );
    fake.files.set("org/alpha-1.jar", Buffer.alloc(1_000_000));
    expect(await refused()).toContain("(more than 5 bytes");
  });

  test("sends credentials to its own repository only", async () => {
    const seen: (string | undefined)[] = [];
    const other = await listening(
      createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.end("alpha");
      }),
    );
    fake.intercept = ({ headers }, response) => {
      seen.push(headers.authorization);
      response.writeHead(302, { location: `http://localhost:${other}/alpha` }).end();
      return true;
    };
    expect(await download({ authorization: "Basic Y2k6cw==" })).toBe("alpha");
    expect(seen).toEqual(["Basic Y2k6cw==", undefined]);
  });

  test("goes through a proxy, with its credentials", async () => {
    const seen: unknown[] = [];
    const proxy = createServer();
    proxy.on("connect", (request, socket) => {
      seen.push(request.headers["proxy-authorization"], request.url);
      const upstream = connect(fake.port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(socket).pipe(upstream);
      });
    });
    const port = await listening(proxy);
    const url = "http://repo.invalid/maven2"; // only the proxy reaches it
    expect(await download({ url, proxy: `http://me:p%40ss@127.0.0.1:${port}` })).toBe("alpha");
    expect(seen).toEqual([`Basic ${Buffer.from("me:p@ss").toString("base64")}`, "repo.invalid:80"]);
  });

  test("names a proxy that asks for credentials", async () => {
    const proxy = createServer();
    proxy.on("connect", (_, socket) => socket.end("HTTP/1.1 407 Authentication\r\n\r\n"));
    const port = await listening(proxy);
    expect(await refused({ proxy: `http://127.0.0.1:${port}` })).toContain(
      "the proxy answered HTTP 407: it requires credentials",
    );
  });

  test("names a host without an address", async () => {
    expect(await refused({ url: "http://repo.invalid/maven2" })).toMatch(
      /the name repo\.invalid, or that of the proxy, has no address \((ENOTFOUND|EAI_AGAIN)\); check the network and DNS/,
    );
  });

  test("names a certificate that is not accepted", async () => {
    const { key, cert } = (await makeAuthority("test")).server;
    const port = await listening(createTlsServer({ key, cert }, (_, response) => response.end()));
    expect(await refused({ url: `https://localhost:${port}` })).toMatch(
      /the TLS certificate of localhost:\d+ is not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\); .* set NODE_EXTRA_CA_CERTS/,
    );
  });

  test("names a repository that does not answer, or that refuses to", async () => {
    const cause = Object.assign(new Error("Headers Timeout"), { code: "UND_ERR_HEADERS_TIMEOUT" });
    expect(describeError(new TypeError("fetch failed", { cause }), fake.repository)).toEqual({
      message: expect.stringContaining(`127.0.0.1:${fake.port} did not answer in time`),
      transient: true,
    });
    const port = 64_999; // above those that a system gives away: a closed one of these is taken again
    expect(await refused({ url: `http://127.0.0.1:${port}/maven2` })).toContain(
      `after 4 attempts: the connection to 127.0.0.1:${port} failed (ECONNREFUSED)`,
    );
  });

  describe("of a file that Maven has", () => {
    const local = (content: string) => {
      const path = join(fake.repository.localRepository, "org/alpha-1.jar");
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    };
    const fetch = () =>
      fetchFiles({
        downloads: [alpha()],
        repository: fake.repository,
        into: join(fake.dir, "out"),
        onBytes: () => undefined,
        signal: new AbortController().signal,
      });

    test("is not needed", async () => {
      local("alpha");
      await fetch();
      expect(fake.requests).toHaveLength(0);
    });

    test("is needed if Maven's file is another", async () => {
      local("alphA");
      await fetch();
      expect(fake.requests).toHaveLength(1);
    });
  });
});
