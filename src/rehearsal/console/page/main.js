// The page of the console: its sections, and the stream that they are told by.
import { showAbout } from "/about.js";
import { EventList } from "/events.js";
import { showFaults } from "/faults.js";
import { Plots } from "/plots.js";
import { showSql } from "/sql.js";
import { Topology } from "/topology.js";

const contentOf = (id) => document.querySelector(`#${id} .content`);
const connection = document.querySelector("#connection");

let about = await aboutNow();
let topology = new Topology(contentOf("topology"), about);
const events = new EventList(contentOf("events"));
const plots = new Plots(contentOf("plots"));
const faults = showFaults(contentOf("faults"), about.faults);
showSql(contentOf("sql"), about.databases);
showAbout(contentOf("about"), about);

const live = new EventSource("/api/live");
const data = (listen) => (message) => listen(JSON.parse(message.data));
live.addEventListener("open", () => (connection.textContent = "live"));
// the browser tries again by itself
live.addEventListener("error", () => (connection.textContent = "the rehearsal does not answer"));
live.addEventListener(
  "events",
  data((news) => events.add(news)),
);
live.addEventListener(
  "fault",
  data((progress) => faults.show(progress)),
);
live.addEventListener("applied", async () => {
  const before = about;
  about = await aboutNow();
  topology = new Topology(contentOf("topology"), about);
  showAbout(contentOf("about"), about);
  // what somebody types into the box stays, as long as there are the same tables
  if (JSON.stringify(before.databases) !== JSON.stringify(about.databases)) {
    showSql(contentOf("sql"), about.databases);
  }
});
live.addEventListener(
  "sample",
  data((sample) => {
    topology.show(sample);
    plots.add(sample);
  }),
);

async function aboutNow() {
  const response = await fetch("/api/about");
  return response.json();
}
