import { post } from "/post.js";
import { html, nothing, render } from "/vendor/lit-html.js";

/** A box for statements, with some to begin with. */
export function showSql(place, databases) {
  let state = { service: databases[0], running: false };
  const draw = (change = {}) => {
    state = { ...state, ...change };
    render(view(), place);
  };
  const run = async () => {
    const { id, database } = state.service;
    const text = place.querySelector("textarea").value;
    draw({ running: true });
    const response = await post("/api/sql", { service: id, database, text }).catch((error) => ({
      json: () => ({ error: error.message }),
    }));
    draw({ running: false, result: await response.json() });
  };
  const take = (statement) => (place.querySelector("textarea").value = statement);
  const view = () =>
    databases.length === 0
      ? html`<p>No PostgreSQL runs here.</p>`
      : html`<form
          @submit=${(e) => {
            e.preventDefault();
            void run();
          }}
          @keydown=${(e) => {
            if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void run();
          }}
        >
          <label
            >Database
            <select
              @change=${(e) => draw({ service: databases[e.target.selectedIndex], result: undefined })}
            >
              ${databases.map(({ name, database }) => html`<option>${name}, ${database}</option>`)}
            </select>
          </label>
          <p class="samples">
            ${state.service.statements.map(
              (statement) =>
                html`<button type="button" @click=${() => take(statement)}>${statement}</button>`,
            )}
          </p>
          <label
            >Statement
            <textarea rows="3" spellcheck="false">${state.service.statements[0] ?? ""}</textarea>
          </label>
          <button type="submit" ?disabled=${state.running}>Run</button>
          <span class="hint"
            >or Ctrl+Enter; as the role rehearsal_console, with the administrator's rights</span
          >
          <div role="status">${resultOf(state.result)}</div>
        </form>`;
  draw();
}

function resultOf(result) {
  if (!result) return nothing;
  if (result.error) return html`<p class="error">${result.error}</p>`;
  const { command, columns, rows, isCut } = result;
  return html`<p>${command}${isCut ? `; the first ${rows.length} are shown` : ""}</p>
    ${
      columns.length === 0
        ? nothing
        : html`<div class="wide" tabindex="0" role="group" aria-label="Result">
            <table>
              <tr>
                ${columns.map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
              ${rows.map(
                (row) =>
                  html`<tr>
                    ${row.map((value) => html`<td>${value === null ? html`<i>null</i>` : value}</td>`)}
                  </tr>`,
              )}
            </table>
          </div>`
    }`;
}
