import { copy } from "/copy.js";
import { html, nothing, render } from "/vendor/lit-html.js";

/** The plan that was applied, the rules' notes, and how to reach what runs. */
export function showAbout(place, { stacks, connections }) {
  render(
    html`<h3>Connections</h3>
      <ul class="lines">
        ${connections.map((line) => {
          const [, what, command] = /^(.*?): {2}([^]*)$/.exec(line) ?? [undefined, "", line];
          return html`<li>
            <span>${what}</span> <code tabindex="0">${command}</code>
            <button type="button" @click=${(e) => copy(e.target, command)}>Copy</button>
          </li>`;
        })}
      </ul>
      ${stacks.map(
        ({ name, resources, notes }) => html`
          <h3>Stack ${name}: ${resources.length} resources made</h3>
          ${
            notes.length > 0
              ? html`<ul class="notes">
                  ${notes.map((note) => html`<li>${note}</li>`)}
                </ul>`
              : nothing
          }
          ${resources.map(
            ({ address, arguments: given }) =>
              html`<details>
                <summary>${address}</summary>
                <pre tabindex="0">${JSON.stringify(given, null, 2)}</pre>
              </details>`,
          )}
        `,
      )}`,
    place,
  );
}
