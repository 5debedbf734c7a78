import { readdirSync } from "node:fs";
import { rehearsedVersions } from "../../../../src/rehearsal/cloud/engine-versions";
import {
  type EngineName,
  installedFiles,
  locksDir,
  readLock,
} from "../../../../src/rehearsal/engines/fetch/lock";

describe("locks of the engines", () => {
  const versions = Object.entries(rehearsedVersions).flatMap(([engine, all]) =>
    all.map((version) => [engine as EngineName, version] as const),
  );

  test("there is one for every version that a rehearsal can run, and no other", () => {
    const names = versions.map(([engine, version]) => `${engine}/${version}.json`);
    const files = readdirSync(locksDir, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.endsWith(".json")).sort()).toEqual(names.sort());
  });

  test.each(versions)(
    "%s %s names every file once, with its size and SHA-256",
    async (...which) => {
      const { downloads } = await readLock(locksDir, ...which);
      const files = [...downloads, ...downloads.flatMap(installedFiles)];
      for (const { path, size, sha256 } of files) {
        expect(path).toMatch(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*\.(jar|tar\.gz)$/);
        expect(size).toBeGreaterThan(0);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
      const paths = downloads.flatMap(installedFiles).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    },
  );

  test("a version without one is named, with the command that writes it", async () => {
    await expect(readLock("/nowhere", "kafka", "9.9.9")).rejects.toThrow(
      "kafka 9.9.9 has no lock at /nowhere/kafka/9.9.9.json; run `npm run lock-engines`",
    );
  });
});
