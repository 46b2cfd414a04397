// Two regulations side by side, made from the table of all provisions. The choice is kept in the
// address, so that a link shows the same view. Without this script the whole table stands.

import { make } from "./elements.js";

const table = document.querySelector(".kb-compare");
const byName = new Map();
for (const row of table.tBodies[0].rows) {
  const name = row.cells[0].textContent.trim();
  if (!byName.has(name)) byName.set(name, []);
  byName.get(name).push(row);
}
const heads = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());

function chooser(label, name) {
  const select = make("select", { name, id: `compare-${name}` });
  select.append(make("option", { value: "", textContent: "Choose a regulation" }));
  for (const each of byName.keys()) select.append(make("option", { value: each, textContent: each }));
  const parameters = new URLSearchParams(location.search);
  if (byName.has(parameters.get(name))) select.value = parameters.get(name);
  return [make("label", { htmlFor: select.id, textContent: label }), select];
}

function side(name) {
  const column = make("section", { className: "kb-compare-side", "aria-label": name });
  column.append(make("h2", { textContent: name }));
  for (const row of byName.get(name)) {
    const list = make("dl");
    heads.forEach((head, index) => {
      const value = make("dd");
      value.append(...[...row.cells[index + 1].cloneNode(true).childNodes]);
      list.append(make("div", {}, make("dt", { textContent: head }), value));
    });
    column.append(list);
  }
  return column;
}

const [firstLabel, first] = chooser("First regulation", "first");
const [secondLabel, second] = chooser("Second regulation", "second");
const form = make("form", { className: "kb-compare-form" }, firstLabel, first, secondLabel, second);
const view = make("div", { className: "kb-compare-view", "aria-live": "polite" });

function show() {
  const chosen = [first.value, second.value].filter(Boolean);
  view.replaceChildren(...chosen.map(side));
  table.closest(".kb-section").hidden = chosen.length > 0;
  const parameters = new URLSearchParams(chosen.length ? { first: first.value, second: second.value } : {});
  history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
}

form.addEventListener("change", show);
table.closest(".kb-section").before(form, view);
show();
