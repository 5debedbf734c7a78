import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { home } from "../../base/project";
import type * as compileModule from "../../launcher/compile.cjs";

const load = createRequire(join(home, "package.json"));

/** Editors write several files of an app at once: one save to the person who did it. */
const togetherMs = 50;

/** The time in a file that is older is not that of the save. */
const oldMs = 2_000;

/** Beside what an app imports: they decide how it is read. */
const configurations = ["cdktf.json", "tsconfig.json"];

/** One or several files that somebody saved together. */
export interface Save {
  /** When the first of them was written, in milliseconds since 1970. */
  readonly at: number;
}

/** The time since a save, for a person. */
export function sinceSave({ at }: Save): string {
  return `${((Date.now() - at) / 1000).toFixed(1)} s`;
}

/** Saves of an app's file and of everything that it imports from the project. */
export class Saves {
  readonly #watcher: FSWatcher;
  /** One that nobody has taken yet. */
  #pending: Save | undefined;
  #superseding = new AbortController();
  /** When the files were last read. */
  #since = Date.now();
  #waiting: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly app: string) {
    this.#watcher = watch(this.#sources());
    this.#watcher.on("all", (event, path) => {
      // "add" only says that a file is watched from now on, unless it was saved after the app was read
      if (event !== "add" || savedAt(path) > this.#since) this.#saved(path);
    });
  }

  /** How many files are watched. */
  get count(): number {
    return this.#sources().length;
  }

  /** Aborted by the next save after this moment: what is checked now is out of date then. */
  superseding(): AbortSignal {
    this.#superseding = new AbortController();
    this.#since = Date.now();
    if (this.#pending) this.#superseding.abort();
    return this.#superseding.signal;
  }

  /** The next save, or one that came meanwhile; undefined once the signal is aborted. */
  async next(signal: AbortSignal): Promise<Save | undefined> {
    this.#watcher.add(this.#sources()); // the app may import other files by now
    while (!this.#pending && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    if (signal.aborted) return undefined;
    const save = this.#pending;
    this.#pending = undefined;
    return save;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #sources(): string[] {
    const { sourcesOf } = load("./src/launcher/compile.cjs") as typeof compileModule;
    return [...sourcesOf(this.app, { cwd: process.cwd() }), ...configurations];
  }

  #saved(path: string): void {
    const [at, now] = [savedAt(path), Date.now()];
    // one that was moved here may be old
    this.#pending ??= { at: now - at < oldMs ? at : now };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#pending) return; // somebody took it before the others came
      this.#superseding.abort();
      this.#waiting?.();
    }, togetherMs);
  }
}

/** A file that was removed has no time of its own. */
function savedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
