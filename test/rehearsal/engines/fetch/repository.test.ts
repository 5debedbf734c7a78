import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRepository } from "../../../../src/rehearsal/engines/fetch/repository/repository";

describe("the repository that files come from", () => {
  let home: string;
  let file: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
    file = join(home, ".m2", "settings.xml");
    mkdirSync(join(home, ".m2"));
  });
  afterEach(() => rmSync(home, { recursive: true }));
  const settings = (content: string) =>
    writeFileSync(
      file,
      `<?xml version="1.0"?>\n<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">${content}</settings>`,
    );
  const mirror = (mirrorOf: string, more = "") =>
    `<mirror><id>corp</id><url>https://nexus.corp/maven/</url><mirrorOf>${mirrorOf}</mirrorOf>${more}</mirror>`;
  const find = (environment: Record<string, string> = {}) => findRepository(environment, home);
  const central = "https://repo.maven.apache.org/maven2";
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

  test("is Maven Central where nothing else is named", async () => {
    expect(await find()).toEqual({
      url: central,
      namedBy: "the default, Maven Central",
      localRepository: join(home, ".m2", "repository"),
    });
  });

  test.each(["central", "*", "external:*", "other, central", "*,!other"])(
    "is a mirror of %s",
    async (mirrorOf) => {
      settings(`<mirrors>${mirror(mirrorOf)}</mirrors>`);
      expect(await find()).toMatchObject({
        url: "https://nexus.corp/maven",
        namedBy: `mirror "corp" in ${file}`,
      });
    },
  );

  test.each(["other", "*,!central", "external:http:*", "external"])(
    "is not a mirror of %s",
    async (mirrorOf) => {
      settings(`<mirrors>${mirror(mirrorOf)}</mirrors>`);
      expect((await find()).url).toBe(central);
    },
  );

  test("is the mirror of central before one of everything", async () => {
    const everything = "<mirror><id>all</id><url>https://all</url><mirrorOf>*</mirrorOf></mirror>";
    settings(`<mirrors>${everything}${mirror("central")}</mirrors>`);
    expect((await find()).url).toBe("https://nexus.corp/maven");
  });

  test("gets the credentials of the mirror's server, and variables in them", async () => {
    settings(
      `<mirrors>${mirror("*")}</mirrors><servers>` +
        "<server><id>unused</id><username>${env.UNSET}</username></server>" +
        "<server><id>corp</id><username>ci</username><password>${env.TOKEN}&amp;</password></server></servers>",
    );
    expect((await find({ TOKEN: "s3cret" })).authorization).toBe(basic("ci:s3cret&"));
    await expect(find()).rejects.toThrow(
      `<password> in ${file} uses \${env.TOKEN}, which is not set; ` +
        "allowed are ${user.home} and ${env.NAME} of an environment variable NAME that is set",
    );
  });

  test("refuses an encrypted password, which only Maven can read, and does not show it", async () => {
    settings(
      `<mirrors>${mirror("*")}</mirrors>` +
        "<servers><server><id>corp</id><username>ci</username><password>{COQLCE6DU6GtcS5P=}</password></server></servers>",
    );
    const error = await find().catch((each: Error) => each);
    expect(error).toMatchObject({
      name: "UserError",
      message: expect.stringContaining(`the password of server "corp" in ${file} is encrypted`),
    });
    expect(String(error)).not.toContain("COQLCE");
  });

  test("refuses a mirror that blocks", async () => {
    settings(`<mirrors>${mirror("*", "<blocked>true</blocked>")}</mirrors>`);
    await expect(find()).rejects.toThrow(`mirror "corp" in ${file} blocks Maven Central`);
  });

  test("refuses settings that are not well-formed, and does not quote them", async () => {
    writeFileSync(file, "<settings><servers><password>s3cret</servers>");
    const error = await find().catch((each: Error) => each);
    expect(String(error)).toContain(`${file} is not a settings file of Maven`);
    expect(String(error)).not.toContain("s3cret");
  });

  test("is reached by the proxy of the settings, unless the settings exclude its host", async () => {
    const proxy = (excluded: string) =>
      settings(
        `<proxies><proxy><active>false</active><host>old</host></proxy><proxy><protocol>http</protocol><host>proxy.corp</host><port>3128</port>` +
          `<username>me</username><password>p@ss</password><nonProxyHosts>${excluded}</nonProxyHosts></proxy></proxies>`,
      );
    proxy("localhost|*.corp");
    expect((await find()).proxy).toBe("http://me:p%40ss@proxy.corp:3128/");
    proxy("localhost|*.apache.org");
    expect((await find()).proxy).toBe("");
  });

  test("is the one of AIVEN_CDC_MAVEN_REPOSITORY before all settings", async () => {
    settings(
      `<mirrors>${mirror("*")}</mirrors><localRepository>\${user.home}/jars</localRepository>`,
    );
    expect((await find()).localRepository).toBe(join(home, "jars"));
    const named = { AIVEN_CDC_MAVEN_REPOSITORY: "https://ci:p%40ss@art.corp/central/" };
    expect(await find(named)).toEqual({
      url: "https://art.corp/central",
      authorization: basic("ci:p@ss"),
      namedBy: "AIVEN_CDC_MAVEN_REPOSITORY",
      localRepository: join(home, ".m2", "repository"),
    });
  });

  test.each([
    ["art.corp/central", "art.corp/central"],
    ["ftp://ci:s3cret@art.corp/", "***@art.corp/"],
  ])("refuses %s as AIVEN_CDC_MAVEN_REPOSITORY, without its password", async (value, shown) => {
    await expect(find({ AIVEN_CDC_MAVEN_REPOSITORY: value })).rejects.toMatchObject({
      name: "UserError",
      message: `AIVEN_CDC_MAVEN_REPOSITORY must name an http or https URL, got "${shown}"; write for instance ${central}`,
    });
  });
});
