import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../base/user-error";
import type { Answers } from "./answers";
import { appSource } from "./app-source";

export interface ProjectOptions {
  readonly answers: Answers;
  /** The folder of files that are the same in every project. */
  readonly template: string;
  /** Version of the packages. */
  readonly version: string;
  /** Version of the bindings. */
  readonly bindingsVersion: string;
  /** A folder with the packages' tarballs. @default - they come from the registry */
  readonly packages?: string;
}

/** Versions of cdktf and cdktn that the bindings take. */
const libraryVersions = { cdktf: "0.21.0", cdktn: "0.24.0" };

/** Files of the template whose names npm would change or leave out of a package. */
const renamed: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

/** Every file of a new project by its path. */
export function projectFiles(options: ProjectOptions): Readonly<Record<string, string>> {
  const { answers, template } = options;
  const files: Record<string, string> = {};
  for (const path of filesOf(template)) {
    const text = readFileSync(join(template, path), "utf8");
    files[renamed[path] ?? path] = text
      .replaceAll("{{cdk}}", answers.cdk)
      .replaceAll("{{name}}", answers.name)
      .replaceAll("{{stack}}", answers.stages[0] ?? answers.name)
      .replaceAll("{{topic}}", `${answers.name}.${answers.tables[0] ?? ""}`);
  }
  files["main.ts"] = appSource(answers);
  files["cdktf.json"] = json({
    language: "typescript",
    app: "npx cdc synth main.ts",
    projectId: randomUUID(),
    sendCrashReports: "false",
  });
  files["package.json"] = json(manifest(options));
  return files;
}

/**
 * Writes the files of a project to a folder that has none of them.
 *
 * @throws UserError naming every file that is there
 */
export function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  const present = Object.keys(files).filter((path) => existsSync(join(folder, path)));
  if (present.length > 0) {
    throw new UserError(
      `${folder} has ${present.join(", ")} already, and nothing there is overwritten; ` +
        "name a new folder, or move them away",
    );
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function manifest({ answers, version, bindingsVersion, packages }: ProjectOptions): object {
  const { cdk, name } = answers;
  const bindings = `@${cdk}/provider-aiven`;
  const from = (tarball: string, range: string) =>
    packages === undefined ? range : `file:${join(resolve(packages), tarball)}`;
  return {
    name: `${name}-cdc`,
    version: "0.1.0",
    private: true,
    scripts: {
      start: "cdc start",
      synth: "cdc synth",
      types: "tsc --noEmit",
      test: "jest",
      check: "cdc check",
      plan: "cdc rehearse bash ci/plan.sh",
      init: "bash ci/init.sh",
      drift: "cdc drift",
    },
    dependencies: {
      [bindings]: from(`${cdk}-provider-aiven-${bindingsVersion}.tgz`, `^${bindingsVersion}`),
      "aiven-cdc": from(`aiven-cdc-${version}.tgz`, `^${version}`),
      [cdk]: libraryVersions[cdk],
      constructs: "^10.6.0",
    },
    devDependencies: {
      "@types/jest": "^30.0.0",
      "@types/node": "^22.0.0",
      jest: "^30.0.0",
      "ts-jest": "^29.4.0",
      typescript: "~5.9.0",
    },
  };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
