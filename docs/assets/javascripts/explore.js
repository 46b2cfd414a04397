// The Explore page: every deployment, vendor and regulation in one table, narrowed by facets. What
// the reader has chosen stands in the address, so that a link shows the same view.

import { make } from "./elements.js";
import { load } from "./explore-data.js";
import { asCsv, save } from "./explore-download.js";
import { Filters, USUAL } from "./explore-filters.js";
import { Table, columnsOf } from "./explore-table.js";

const page = document.querySelector("[data-kb-explore]");
const without = page.querySelector(".kb-explore__without");

class Explorer {
  constructor(register) {
    this.register = register;
    this.columns = columnsOf(register, page.dataset.root);
    this.view = { columns: new Set(), sort: "name", down: false, page: 1 };
    const parameters = new URLSearchParams(location.search);
    this.readView(parameters);
    this.filters = new Filters(register, parameters, USUAL.explore, () => {
      this.view.page = 1;
      this.show();
    });

    this.status = make("p", { className: "kb-bar__status kb-explore__status" });
    this.status.setAttribute("role", "status");
    const { data, columns } = register;
    this.table = new Table(this.columns, this.view, (row) => data.kinds[columns.kind[row]][0], () => this.show());
    this.build();
    this.show();
  }

  // The address ------------------------------------------------------------------------------------

  /** Columns, order and page. */
  readView(parameters) {
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
    this.filters.write(parameters);
    const { view } = this;
    if (view.sort !== "name" || view.down) parameters.set("sort", (view.down ? "-" : "") + view.sort);
    const usual = this.columns.every(({ key, first }) => view.columns.has(key) === first);
    if (!usual) parameters.set("columns", this.columns.filter(({ key }) => view.columns.has(key)).map(({ key }) => key).join(" "));
    if (view.page > 1) parameters.set("page", view.page);
    history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);

    const onMap = new URLSearchParams();
    this.filters.write(onMap, USUAL.map);
    this.onMap.href = `${page.dataset.root}map/${onMap.size ? `?${onMap}` : ""}`;
  }

  // The page ---------------------------------------------------------------------------------------

  build() {
    this.onMap = make("a", { className: "kb-button", textContent: "On the map" });
    const tools = make("div", { className: "kb-explore__tools" }, this.columnChoice(), this.onMap);
    tools.append(this.button("Download CSV", () => this.downloadCsv()), this.button("Download JSON", () => this.downloadJson()));
    const bar = make("div", { className: "kb-bar" }, this.status, this.filters.clear);
    const results = make("section", { className: "kb-explore__results" }, this.table.scroll, this.table.pages);
    results.setAttribute("aria-label", "Records");
    without.replaceWith(make("div", { className: "kb-explore__layout" }, bar, this.filters.element, tools, results));
  }

  button(label, onClick) {
    const button = make("button", { type: "button", className: "kb-button", textContent: label });
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
    const details = make("details", { className: "kb-explore__columns" }, make("summary", { className: "kb-button", textContent: "Columns" }), fieldset);
    // It lies over the table: Escape and a press elsewhere close it.
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
    addEventListener("pointerdown", ({ target }) => details.contains(target) || (details.open = false));
    return details;
  }

  show() {
    const { register, view } = this;
    const { rows, counts } = this.filters.find();
    this.rows = register.sorted(rows, view.sort, view.down);
    this.table.show(this.rows);
    this.filters.show(counts);
    const all = register.size.toLocaleString("en");
    this.status.textContent = rows.length === register.size ? `All ${all} records` : `${rows.length.toLocaleString("en")} of ${all} records`;
    this.writeAddress();
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

try {
  new Explorer(await load(page.dataset.kbExplore));
} catch (error) {
  without.classList.add("kb-explore__without--failed");
  without.querySelector("p").textContent = "The table did not arrive. Load the page again, or use the plain lists:";
  throw error;
}
