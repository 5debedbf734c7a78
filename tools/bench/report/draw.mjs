// Run as a process: reads a plot of Vega-Lite as JSON, writes it as SVG. Its libraries are the bench's own.
import { readFileSync } from "node:fs";
import process from "node:process";
import { compile } from "vega-lite";
import { parse, View } from "vega";

const { spec } = compile(JSON.parse(readFileSync(0, "utf8")));

process.stdout.write(await new View(parse(spec), { renderer: "none" }).toSVG());
