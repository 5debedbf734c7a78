// Run as a process: reads a plot of Vega-Lite as JSON, writes it as SVG. Its libraries are the bench's own.
import process from "node:process";
import { text } from "node:stream/consumers";
import { compile } from "vega-lite";
import { parse, View } from "vega";

const { spec } = compile(JSON.parse(await text(process.stdin)));

process.stdout.write(await new View(parse(spec), { renderer: "none" }).toSVG());
