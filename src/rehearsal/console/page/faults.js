import { post } from "/post.js";
import { html, nothing, render } from "/vendor/lit-html.js";

const names = {
  broker: "Kill a broker",
  connect: "Kill the worker",
  postgres: "Crash PostgreSQL",
  network: "Cut the network",
  slot: "Drop the slot",
};

/** A button for each fault; each is rehearsed in the middle of a stream of changes. */
export function showFaults(place, faults) {
  let progress;
  let error;
  const draw = () => render(view(), place);
  const start = async (fault) => {
    const number = (name) => Number(place.querySelector(`[name=${name}]`).value);
    const asked = { fault, outage: number("outage"), changes: number("changes") };
    const response = await post("/api/fault", asked);
    error = response.ok ? undefined : (await response.json()).error;
    draw();
  };
  const isRunning = () => progress?.isOver === false;
  const view = () => html`
    <p>Changes are written at 1,000 a second; once half are written, the part breaks.</p>
    <form class="filters" @submit=${(e) => e.preventDefault()}>
      <label>Seconds <input name="outage" type="number" min="0" max="600" value="3" /></label>
      <label
        >Changes <input name="changes" type="number" min="100" max="1000000" value="5000"
      /></label>
    </form>
    <p class="buttons">
      ${faults.map(
        (fault) =>
          html`<button type="button" ?disabled=${isRunning()} @click=${() => start(fault)}>
            ${names[fault] ?? fault}
          </button>`,
      )}
    </p>
    ${error ? html`<p class="error">${error}</p>` : nothing} ${progress ? report() : nothing}
  `;
  const report = () => {
    const { fault, changes, count, lines, isOver } = progress;
    const figures = count && [
      ["written", `${count.written} of ${changes}`],
      ["events", count.events],
      [isOver ? "missing" : "still to arrive", count.missing],
      ["duplicated", count.duplicates],
      ["out of order", count.outOfOrder],
    ];
    return html`<h3>${names[fault] ?? fault}${isOver ? "" : ", running"}</h3>
      <dl role="status" data-over=${isOver}>
        ${(figures ?? []).map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${progress.error ? html`<p class="error">${progress.error}</p>` : nothing}
      <pre>${lines.join("\n")}</pre>`;
  };
  draw();
  return {
    show(news) {
      progress = news;
      draw();
    },
  };
}
