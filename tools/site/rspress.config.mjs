import { readFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { nav, sidebar } = JSON.parse(readFileSync(here(".made/navigation.json"), "utf8"));

/** Pages and navigation are made by pages.ts and navigation.ts, before the generator runs. */
export default {
  root: here(".made/pages"),
  outDir: here("../../site"),
  title: "aiven-cdc",
  description:
    "Changes of PostgreSQL tables as events in Kafka on Aiven, rehearsed on your machine",
  llms: false,
  markdown: { link: { checkDeadLinks: true, checkAnchors: true } },
  themeConfig: { nav, sidebar, enableContentAnimation: false },
};
