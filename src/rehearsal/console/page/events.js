import { copy } from "/copy.js";
import { html, nothing, render } from "/vendor/lit-html.js";

const kept = 500;
const shown = 100;
const operations = ["snapshot", "insert", "update", "delete", "truncate", "tombstone", "other"];

/** Events as they arrive, newest first, with filters and a pause. */
export class EventList {
  #events = [];
  #count = 0;
  #filter = { table: "", key: "", operation: "" };
  #paused = false;

  constructor(place) {
    this.place = place;
    this.#render();
  }

  add({ count, events }) {
    this.#count = count;
    const known = this.#events[0]?.number ?? 0;
    const news = events.filter(({ number }) => number > known).reverse();
    this.#events = [...news, ...this.#events].slice(0, kept);
    if (!this.#paused) this.#render();
  }

  #set(change) {
    Object.assign(this.#filter, change);
    this.#render();
  }

  #matching() {
    const { table, key, operation } = this.#filter;
    return this.#events.filter(
      (event) =>
        (event.table ?? event.topic).includes(table) &&
        JSON.stringify(event.key ?? null).includes(key) &&
        (operation === "" || event.operation === operation),
    );
  }

  #render() {
    const matching = this.#matching();
    render(
      html`<form class="filters" @submit=${(e) => e.preventDefault()}>
          <label
            >Table <input @input=${(e) => this.#set({ table: e.target.value.trim() })}
          /></label>
          <label>Key <input @input=${(e) => this.#set({ key: e.target.value.trim() })} /></label>
          <label
            >Operation
            <select @change=${(e) => this.#set({ operation: e.target.value })}>
              <option value="">all</option>
              ${operations.map((each) => html`<option>${each}</option>`)}
            </select>
          </label>
          <button
            type="button"
            aria-pressed=${this.#paused}
            @click=${() => {
              this.#paused = !this.#paused;
              this.#render();
            }}
          >
            ${this.#paused ? "Go on" : "Pause"}
          </button>
        </form>
        <p class="counts" role="status">
          ${this.#count} events have
          arrived${
            matching.length < this.#events.length
              ? html`; ${matching.length} of the newest ${this.#events.length} match`
              : nothing
          }${this.#paused ? "; paused" : ""}
        </p>
        <ol class="list">
          ${matching.slice(0, shown).map(eventItem)}
        </ol>`,
      this.place,
    );
  }
}

function eventItem(event) {
  const { operation, key, topic, partition, offset, latencyMs, content, kafka } = event;
  return html`<li class=${operation}>
    <div class="head">
      <b>${operation}</b>
      <span class="key">${key ? fields(key) : "no key"}</span>
      <span class="where"
        >${kafka ? `${kafka}, ` : ""}${topic}, partition ${partition}, offset
        ${offset}${latencyMs === undefined ? "" : `, ${latencyMs} ms`}</span
      >
      <button type="button" @click=${(e) => copy(e.target, JSON.stringify(event, null, 2))}>
        Copy JSON
      </button>
    </div>
    ${content ? html`<pre>${content}</pre>` : nothing} ${row(event)}
  </li>`;
}

/** Before and after side by side, what differs marked. */
function row({ before, after }) {
  if (!before && !after) return nothing;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const differs = (name) =>
    before && after && JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const cell = (values, name) => (values && name in values ? text(values[name]) : "");
  return html`<div class="wide" tabindex="0" role="group" aria-label="Row">
    <table>
      <tr>
        <td></td>
        ${names.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
      ${[
        ["before", before],
        ["after", after],
      ].map(([title, values]) =>
        values
          ? html`<tr>
              <th scope="row">${title}</th>
              ${names.map((name) =>
                differs(name)
                  ? html`<td><mark>${cell(values, name)}</mark></td>`
                  : html`<td>${cell(values, name)}</td>`,
              )}
            </tr>`
          : nothing,
      )}
    </table>
  </div>`;
}

const fields = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${text(value)}`)
    .join(" ");

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
