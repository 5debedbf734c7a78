import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cdc } from "../rehearsal/support/cdc";
import { allBlocks, type Block, pages, textOf } from "./blocks";
import { checkArguments, startedBy } from "./programs";
import { commandsIn } from "./shell";
import { commands } from "../../src/cli/main";

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "pages-"));
const cdc = new Cdc();
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await cdc.close();
});

let made = 0;
/** Checks every command of a block; what the block writes goes to a folder of its own. */
async function problemsIn({ code, at }: Omit<Block, "language">): Promise<string[]> {
  const own = join(folder, String(made++), "clone");
  mkdirSync(own, { recursive: true });
  const problems: string[] = [];
  process.chdir(own);
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    for (const words of commandsIn(code, own)) {
      try {
        await checkArguments(startedBy(words));
      } catch (error) {
        problems.push(`${at}: ${words.join(" ")}: ${(error as Error).message}`);
      }
    }
  } catch (error) {
    problems.push(`${at}: ${(error as Error).message}`);
  } finally {
    write.mockRestore();
    process.chdir(home);
  }
  return problems;
}

const blocks = allBlocks("sh");

test("every command on the pages is one that its program takes", async () => {
  expect(blocks.length).toBeGreaterThan(10);
  const problems: string[] = [];
  for (const block of blocks) problems.push(...(await problemsIn(block)));
  expect(problems).toEqual([]);
});

test.each([
  ["npx cdc verfiy", "npx cdc verfiy: error: unknown command 'verfiy'\n(Did you mean verify?)"],
  [
    "npm start -- --onec",
    "npm start -- --onec: error: unknown option '--onec'\n(Did you mean --once?)",
  ],
  ["npm run sinth", "npm run sinth: npm has no command or script sinth"],
  [
    "npx cdc rehearse terrafrom plan | jq .",
    "npx cdc rehearse terrafrom plan: terrafrom is no program that pages may name",
  ],
  [
    "TF_LOG=debug npm run rehearse -- npx cdktf deplyo",
    "npm run rehearse -- npx cdktf deplyo: cdktf has no command deplyo",
  ],
  [
    "npm create aiven-cdc here -- --yes --cdk cdkt",
    "npm create aiven-cdc here -- --yes --cdk cdkt: error: option '--cdk <library>' argument " +
      "'cdkt' is invalid. Allowed choices are cdktf, cdktn.",
  ],
])("finds the mistake in: %s", async (code, problem) => {
  expect(await problemsIn({ at: "page:1", code })).toEqual([`page:1: ${problem}`]);
});

test("finds what the shell cannot read", async () => {
  expect(await problemsIn({ at: "page:1", code: "npm start && (" })).toEqual([
    expect.stringContaining("syntax error"),
  ]);
});

/** Commands that start no engine and ask no server. */
const harmless = new Set(["alerts", "check", "completion", "sql", "synth"]);

test("the commands that need no server run on the apps that they name", async () => {
  const runs = new Set<string>();
  for (const { code } of blocks) {
    for (const words of commandsIn(code, join(folder, "harmless"))) {
      const started = startedBy(words);
      const [command = ""] = started.program === "cdc" ? started.args : [];
      if (started.program !== "cdc" || !harmless.has(command)) continue;
      // what `cdc adopt` writes, the test of its guide runs
      if (!started.args.includes("adopted.ts")) runs.add(JSON.stringify(started.args));
    }
  }
  expect(runs.size).toBeGreaterThan(4);
  for (const run of runs) {
    const args = JSON.parse(run) as string[];
    expect({ args, ...(await cdc.run(args)) }).toMatchObject({ args, code: 0 });
  }
});

test("commands within the text name commands and options that there are", () => {
  const program = commands();
  const optionsOf = (name: string) =>
    program.commands.find((each) => each.name() === name)?.options.map(({ long }) => long);
  const problems = pages.flatMap((page) =>
    [...textOf(page).matchAll(/`(?:npx )?cdc ([a-z][a-z-]*)([^`]*)`/g)].flatMap(
      ([whole, name = "", rest = ""]) => {
        const options = optionsOf(name);
        if (!options) return [`${page}: ${whole}: no command ${name}`];
        const [own = ""] = name === "rehearse" ? [] : [rest];
        return [...own.matchAll(/--[a-z-]+/g)]
          .filter(([option]) => !options.includes(option) && option !== "--help")
          .map(([option]) => `${page}: ${whole}: no option ${option}`);
      },
    ),
  );
  expect(problems).toEqual([]);
});

test("each variable on the pages is one that the program reads", () => {
  const source = ["src", "test/packages"].map(sourceIn).join("");
  const named = new Set(
    pages.flatMap((page) =>
      [...textOf(page).matchAll(/\bAIVEN_CDC_[A-Z_]+/g)].map(([name]) => name),
    ),
  );
  expect(named.size).toBeGreaterThan(4);
  expect([...named].filter((name) => !source.includes(name))).toEqual([]);
});

function sourceIn(room: string): string {
  return readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|cjs)$/.test(name))
    .map((name) => readFileSync(join(room, name), "utf8"))
    .join("");
}

test("apps that commands name are there", () => {
  const missing = blocks.flatMap(({ at, code }) =>
    [...code.matchAll(/\bexamples\/[\w./-]+\.ts/g)]
      .filter(([file]) => !existsSync(file))
      .map(([file]) => `${at}: ${file}`),
  );
  expect(missing).toEqual([]);
});
