import { posix } from "node:path";
import type { SitePage } from "./pages";

interface Item {
  readonly text: string;
  readonly link: string;
}

interface Group {
  readonly text: string;
  readonly items: readonly Item[];
  readonly collapsible: boolean;
  readonly collapsed: boolean;
}

/** What the generator takes: links of the top line, and groups at the side of every page. */
export interface Navigation {
  readonly nav: readonly (Item & { readonly activeMatch: string })[];
  readonly sidebar: Readonly<Record<string, readonly Group[]>>;
}

/** A part of the site: pages by name, in reading order, then every other page of its folder. */
interface Part {
  readonly title: string;
  readonly pages: readonly string[];
  readonly folder?: string;
}

const parts: readonly Part[] = [
  {
    title: "Start",
    pages: ["index", "guides/first-pipeline", "guides/commands", "guides/compatibility"],
  },
  {
    title: "Guides",
    pages: [
      "guides/writing",
      "guides/console",
      "guides/consumers",
      "guides/production",
      "guides/environments",
      "guides/ci",
      "guides/secrets",
      "guides/events",
      "guides/types",
      "guides/day-two",
      "guides/faults",
      "guides/upgrading",
      "guides/adopting",
      "guides/moving-to-cdktn",
    ],
    folder: "guides",
  },
  { title: "Examples", pages: ["examples/index"], folder: "examples" },
  { title: "Constructs", pages: ["constructs/index"], folder: "constructs" },
  { title: "Rules", pages: ["guides/rules", "rules"] },
  { title: "Rehearsal", pages: ["rehearsal", "reliability", "soak", "guides/speed", "bench"] },
  { title: "Decisions", pages: ["adr/index"], folder: "adr" },
  { title: "Project", pages: [], folder: "project" },
];

export function navigation(pages: readonly SitePage[]): Navigation {
  const titles = new Map(
    pages.flatMap(({ path, text }) =>
      typeof text === "string" ? [[path.replace(/\.md$/, ""), titleOf(path, text)]] : [],
    ),
  );
  const named = new Set(parts.flatMap((part) => part.pages));
  const itemsOf = ({ pages, folder }: Part): Item[] => {
    const others = [...titles.keys()]
      .filter((name) => posix.dirname(name) === folder && !named.has(name))
      .sort();
    return [...pages, ...others].flatMap((name) => {
      const text = titles.get(name);
      return text === undefined ? [] : [{ text, link: linkTo(name) }];
    });
  };
  const groups = parts
    .map((part) => ({ text: part.title, items: itemsOf(part) }))
    .filter(({ items }) => items.length > 0);
  return {
    nav: groups.map(({ text, items }) => {
      const links = items.map(({ link }) => link.replace(/\/$/, "/index"));
      return {
        text,
        link: items[0]?.link ?? "/",
        activeMatch: `^(${links.join("|")})(\\.html)?$`,
      };
    }),
    sidebar: {
      "/": groups.map((group) => ({
        ...group,
        collapsible: true,
        collapsed: group.items.length > 12,
      })),
    },
  };
}

function linkTo(name: string): string {
  return `/${name}`.replace(/\/index$/, "/");
}

function titleOf(path: string, text: string): string {
  const [, title] = /^# (.+)$/m.exec(text) ?? [];
  if (title === undefined) throw new Error(`${path} has no title`);
  return title.replaceAll("`", "");
}
