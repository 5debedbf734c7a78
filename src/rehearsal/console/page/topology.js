import { html, render } from "/vendor/lit-html.js";

/** The drawing, each part coloured by its state, and what is wrong in words. */
export class Topology {
  #list = document.createElement("div");
  #texts;

  constructor(place, { picture, parts }) {
    const drawing = document.createElement("div");
    drawing.className = "drawing";
    drawing.tabIndex = 0; // it may be wider than the page, and is scrolled by keyboard, too
    drawing.setAttribute("aria-label", "Drawing of the pipeline");
    drawing.setAttribute("role", "group");
    drawing.innerHTML = picture; // made and escaped by the rehearsal
    this.#list.setAttribute("role", "status");
    this.#texts = new Map(parts.map(({ id, text }) => [id, text]));
    place.replaceChildren(drawing, this.#list);
  }

  show({ states, topics }) {
    for (const { id, problems } of states) {
      const part = document.querySelector(`[data-part="${CSS.escape(id)}"]`);
      if (!part) continue;
      part.dataset.state = problems.length > 0 ? "problem" : "well";
      titleOf(part).textContent = problems.join("\n") || `${this.#texts.get(id)}: all is well`;
    }
    const wrong = states.flatMap(({ problems }) => problems);
    render(
      html`${
          wrong.length === 0
            ? html`<p class="well">All ${states.length} parts are well.</p>`
            : html`<ul class="problems">
                ${wrong.map((problem) => html`<li>${problem}</li>`)}
              </ul>`
        }
        <ul class="topics">
          ${topics.map(
            ({ name, leaders }) =>
              html`<li>
                <b>${name}</b> ${leaders.length}
                ${leaders.length === 1 ? "partition" : "partitions"}, led by
                ${leaders.map((id) => (id < 0 ? "none" : `broker ${id}`)).join(", ")}
              </li>`,
          )}
        </ul>`,
      this.#list,
    );
  }
}

/** What a pointer that rests on a part shows, and a screen reader reads. */
function titleOf(part) {
  const known = part.querySelector(":scope > title");
  if (known) return known;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  part.prepend(title);
  return title;
}
