import uPlot from "/vendor/uPlot.js";

const keptSamples = 150; // five minutes
const colours = ["#2f6fde", "#d9822b", "#2e9e6b", "#b3478f", "#7a6ff0", "#5b6675", "#c0392b"];

/** What each plot draws of a sample: its lines by their names. */
const plots = [
  {
    title: "Changes a second",
    unit: "/s",
    lines: ({ events, at }, before) => ({
      events: before ? (1_000 * (events - before.events)) / (at - before.at) : 0,
    }),
  },
  {
    title: "From commit to arrival",
    unit: " ms",
    lines: ({ latency }) => ({ median: latency?.median, "99th percentile": latency?.p99 }),
  },
  {
    title: "Lag of the slots",
    unit: " KiB",
    lines: ({ slots }) =>
      Object.fromEntries(slots.map(({ name, lagBytes }) => [name, lagBytes / 1024])),
  },
  {
    title: "WAL held by the slots",
    unit: " MiB",
    lines: ({ slots }) =>
      Object.fromEntries(slots.map(({ name, heldBytes }) => [name, heldBytes / 1024 / 1024])),
  },
  {
    title: "Memory",
    unit: " MiB",
    lines: ({ usage }) =>
      Object.fromEntries(usage.map(({ name, memoryBytes }) => [name, memoryBytes / 1024 / 1024])),
  },
  {
    title: "CPU, of one core",
    unit: " %",
    lines: ({ usage }) =>
      Object.fromEntries(usage.map(({ name, cpuPercent }) => [name, cpuPercent])),
  },
];

export class Plots {
  #samples = [];
  #figures;

  constructor(place) {
    this.#figures = plots.map((plot) => new Figure(place, plot));
    addEventListener("resize", () => this.#draw());
  }

  add(sample) {
    this.#samples = [...this.#samples, sample].slice(-keptSamples);
    this.#draw();
  }

  #draw() {
    for (const figure of this.#figures) figure.draw(this.#samples);
  }
}

class Figure {
  #plot;
  #names = [];

  constructor(place, definition) {
    this.definition = definition;
    this.element = document.createElement("figure");
    this.caption = document.createElement("figcaption");
    this.caption.textContent = definition.title;
    this.canvas = document.createElement("div");
    this.canvas.setAttribute("aria-hidden", "true"); // the line below it has the newest values
    this.now = document.createElement("p");
    this.element.append(this.caption, this.canvas, this.now);
    place.append(this.element);
  }

  draw(samples) {
    const { lines, unit } = this.definition;
    const points = samples.map((sample, at) => lines(sample, samples[at - 1]));
    const names = [...new Set(points.flatMap(Object.keys))];
    const rows = names.map((name) => points.map((point) => point[name] ?? null));
    const data = [samples.map(({ at }) => at / 1_000), ...rows];
    const width = this.element.clientWidth;
    if (!this.#plot || names.join() !== this.#names.join()) {
      this.#plot?.destroy();
      this.#plot = new uPlot(optionsOf(names, width), data, this.canvas);
      this.#names = names;
    } else {
      this.#plot.setSize({ width, height });
      this.#plot.setData(data);
    }
    const last = points.at(-1) ?? {};
    this.now.replaceChildren(
      ...names.map((name, at) => legend(name, last[name], unit, colours[at % colours.length])),
    );
  }
}

const height = 150;

function optionsOf(names, width) {
  const ink = () => getComputedStyle(document.body).color; // day may turn to night
  const axis = { stroke: ink, grid: { width: 0.5, stroke: "#8884" }, ticks: { show: false } };
  return {
    ...{ width, height, legend: { show: false }, cursor: { show: false } },
    axes: [
      { ...axis, space: 80, values: timesOf },
      { ...axis, size: 48 },
    ],
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    series: [
      {},
      ...names.map((label, at) => ({ label, width: 1.5, stroke: colours[at % colours.length] })),
    ],
  };
}

const timesOf = (_plot, seconds) =>
  seconds.map((each) => new Date(each * 1_000).toLocaleTimeString("en-GB"));

function legend(name, value, unit, colour) {
  const item = document.createElement("span");
  const swatch = document.createElement("i");
  swatch.style.background = colour;
  const shown = value === undefined || value === null ? "–" : `${rounded(value)}${unit}`;
  item.append(swatch, `${name} ${shown}`);
  return item;
}

const rounded = (value) => (value >= 100 ? Math.round(value) : Number(value.toFixed(1)));
