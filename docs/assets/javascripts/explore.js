// The Explore page: every deployment, vendor and regulation in one table, narrowed by facets. What
// the reader has chosen stands in the address, so that a link shows the same view.

import { make } from "./elements.js";
import { load, plain } from "./explore-data.js";
import { asCsv, save } from "./explore-download.js";
import { Facets } from "./explore-facets.js";
import { Table, columnsOf } from "./explore-table.js";

const page = document.querySelector("[data-kb-explore]");
const without = page.querySelector(".kb-explore__without");

class Explorer {
  constructor(register) {
    this.register = register;
    this.columns = columnsOf(register, page.dataset.root);
    this.chosen = new Map(register.facets.map(({ name }) => [name, new Set()]));
    this.view = { columns: new Set(), sort: "name", down: false, page: 1 };
    this.text = make("input", { type: "search", id: "explore-text", autocomplete: "off" });
    this.from = this.year("explore-from");
    this.to = this.year("explore-to");
    this.readAddress();

    this.status = make("p", { className: "kb-explore__status" });
    this.status.setAttribute("role", "status");
    const changed = () => this.show();
    const narrowed = () => {
      this.view.page = 1;
      this.show();
    };
    this.facets = new Facets(register.facets, this.chosen, narrowed);
    const { data, columns } = register;
    this.table = new Table(this.columns, this.view, (row) => data.kinds[columns.kind[row]][0], changed);
    for (const field of [this.text, this.from, this.to]) field.addEventListener("input", narrowed);
    this.build();
    this.show();
  }

  year(id) {
    return make("input", { type: "text", id, inputMode: "numeric", maxLength: 4, size: 4, autocomplete: "off", placeholder: "year" });
  }

  // The address ------------------------------------------------------------------------------------

  readAddress() {
    const parameters = new URLSearchParams(location.search);
    for (const { name, places } of this.register.facets) {
      for (const value of parameters.getAll(name)) if (places.has(value)) this.chosen.get(name).add(places.get(value));
    }
    this.text.value = parameters.get("q") ?? "";
    this.from.value = parameters.get("from") ?? "";
    this.to.value = parameters.get("to") ?? "";
    const known = new Set(this.columns.map(({ key }) => key));
    const named = parameters.get("columns")?.split(" ").filter((key) => known.has(key));
    const first = this.columns.filter((column) => column.first).map(({ key }) => key);
    this.view.columns = new Set(["name", ...(named ?? first)]);
    const [, down, sort] = /^(-?)(\w+)$/.exec(parameters.get("sort") ?? "") ?? [];
    if (known.has(sort)) Object.assign(this.view, { sort, down: down === "-" });
    this.view.page = Math.max(1, Number.parseInt(parameters.get("page"), 10) || 1);
  }

  writeAddress() {
    const parameters = new URLSearchParams();
    if (this.text.value.trim()) parameters.set("q", this.text.value.trim());
    for (const { name, words } of this.register.facets) {
      for (const value of [...this.chosen.get(name)].sort((a, b) => a - b)) parameters.append(name, words[value][0]);
    }
    for (const [name, { value }] of [["from", this.from], ["to", this.to]]) if (number(value) !== null) parameters.set(name, value.trim());
    const { view } = this;
    if (view.sort !== "name" || view.down) parameters.set("sort", (view.down ? "-" : "") + view.sort);
    const usual = this.columns.every(({ key, first }) => view.columns.has(key) === first);
    if (!usual) parameters.set("columns", this.columns.filter(({ key }) => view.columns.has(key)).map(({ key }) => key).join(" "));
    if (view.page > 1) parameters.set("page", view.page);
    history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
  }

  // The page ---------------------------------------------------------------------------------------

  build() {
    const search = make("div", { className: "kb-explore__text" }, make("label", { htmlFor: this.text.id, textContent: "Name, place or party contains" }), this.text);
    const years = make("fieldset", { className: "kb-explore__years" }, make("legend", { textContent: "Year" }));
    years.append(make("label", { htmlFor: this.from.id, textContent: "from" }), this.from, make("label", { htmlFor: this.to.id, textContent: "to" }), this.to);
    years.append(make("p", { className: "kb-note", textContent: "A deployment’s first phase, a vendor’s founding, a regulation’s entry into force or adoption." }));
    const form = make("form", { className: "kb-explore__filters" }, search, this.facets.element, years);
    form.setAttribute("aria-label", "Filters");
    form.addEventListener("submit", (event) => event.preventDefault());

    this.clear = this.button("Clear all filters", () => {
      for (const on of this.chosen.values()) on.clear();
      for (const field of [this.text, this.from, this.to]) field.value = "";
      this.view.page = 1;
      this.show();
    });
    const tools = make("div", { className: "kb-explore__tools" }, this.columnChoice());
    tools.append(this.button("Download CSV", () => this.downloadCsv()), this.button("Download JSON", () => this.downloadJson()));
    const bar = make("div", { className: "kb-explore__bar" }, this.status, this.clear);
    const results = make("section", { className: "kb-explore__results" }, this.table.scroll, this.table.pages);
    results.setAttribute("aria-label", "Records");
    without.replaceWith(make("div", { className: "kb-explore__layout" }, bar, form, tools, results));
  }

  button(label, onClick) {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", onClick);
    return button;
  }

  columnChoice() {
    const fieldset = make("fieldset", {}, make("legend", { className: "kb-visually-hidden", textContent: "Columns shown" }));
    for (const { key, head } of this.columns.slice(1)) {
      const box = make("input", { type: "checkbox", value: key, checked: this.view.columns.has(key) });
      box.addEventListener("change", () => {
        if (box.checked) this.view.columns.add(key);
        else this.view.columns.delete(key);
        this.show();
      });
      fieldset.append(make("label", {}, box, head));
    }
    return make("details", { className: "kb-explore__columns" }, make("summary", { textContent: "Columns" }), fieldset);
  }

  show() {
    const { register, view } = this;
    const words = plain(this.text.value).split(/\s+/).filter(Boolean);
    const { rows, counts } = register.find(this.chosen, { from: number(this.from.value), to: number(this.to.value), words });
    this.rows = register.sorted(rows, view.sort, view.down);
    this.table.show(this.rows);
    this.facets.show(counts);
    const all = register.size.toLocaleString("en");
    this.status.textContent = rows.length === register.size ? `All ${all} records` : `${rows.length.toLocaleString("en")} of ${all} records`;
    this.writeAddress();
    this.clear.hidden = !this.narrowed();
  }

  narrowed() {
    return [this.text, this.from, this.to].some(({ value }) => value.trim()) || [...this.chosen.values()].some((on) => on.size > 0);
  }

  // Taking away ------------------------------------------------------------------------------------

  downloadCsv() {
    const shown = this.columns.filter(({ key }) => this.view.columns.has(key));
    const heads = ["Address", ...shown.map(({ head }) => head)];
    const rows = this.rows.map((row) => [this.address(row), ...shown.map(({ cell }) => cell(row).map(([text]) => text).join("; "))]);
    save("surveillance-register.csv", "text/csv;charset=utf-8", asCsv(heads, rows));
  }

  downloadJson() {
    const { columns } = this.register;
    const records = this.rows.map((row) => {
      const values = this.columns.map(({ key, cell }) => [key, cell(row).map(([text]) => text)]);
      const plural = (key) => key === "technologies" || key === "vendors";
      return {
        id: columns.id[row],
        address: this.address(row),
        ...Object.fromEntries(values.map(([key, texts]) => [key, plural(key) ? texts : (texts[0] ?? null)])),
      };
    });
    const selection = { address: location.href, as_of: this.register.data.day, records };
    save("surveillance-register.json", "application/json", JSON.stringify(selection, null, 2) + "\n");
  }

  /** A record's page, with the host. */
  address(row) {
    return new URL(this.columns[0].cell(row)[0][1], location.href).href;
  }
}

/** A year that was typed; null for anything else. */
function number(text) {
  return /^\d{4}$/.test(text.trim()) ? Number(text) : null;
}

try {
  new Explorer(await load(page.dataset.kbExplore));
} catch (error) {
  without.classList.add("kb-explore__without--failed");
  without.querySelector("p").textContent = "The table did not arrive. Load the page again, or use the plain lists:";
  throw error;
}
