// The search's filters: a panel of check boxes and a row of chips for those that are on.
//
// The values of every filter are a download of their own, and the larger part of the index on a
// large register. They are fetched when the panel is first opened, never before.

import { make } from "./elements.js";

// In this order. A filter that the index does not have is left out.
const FILTERS = [
  ["kind", "Kind"],
  ["jurisdiction", "Jurisdiction"],
  ["technology", "Technology"],
  ["vendor", "Vendor"],
  ["status", "Status"],
  ["year", "Year"],
];
const FEW = 8; // a filter with more values gets a field to narrow them
const MOST = 50; // check boxes drawn at once

export class FilterPanel {
  /**
   * @param {() => Promise} load gives Pagefind, loading it if need be
   * @param {() => void} onChange is called whenever a filter goes on or off
   */
  constructor({ load, onChange }) {
    this.load = load;
    this.onChange = onChange;
    this.chosen = new Map(FILTERS.map(([name]) => [name, new Set()]));
    this.all = null; // every filter with its values and counts, once loaded
    this.counts = null; // the newest search's answer, which has counts of its own
    this.lists = new Map();

    this.button = make("button", {
      type: "button",
      className: "kb-search__filters",
      textContent: "Filters",
      "aria-expanded": "false",
      "aria-controls": "kb-search-panel",
    });
    this.chips = make("ul", { className: "kb-search__chips", "aria-label": "Filters that are on" });
    this.panel = make("div", { id: "kb-search-panel", className: "kb-search__panel", hidden: true });
    this.button.addEventListener("click", () => this.toggle());
  }

  /** The filters in Pagefind's form, or null: any of the values of each, and all of the filters. */
  query() {
    const on = [...this.chosen].filter(([, values]) => values.size > 0);
    if (on.length === 0) return null;
    return Object.fromEntries(on.map(([name, values]) => [name, { any: [...values] }]));
  }

  /** Takes the counts of a search's answer, or null for those of the whole register. */
  showCounts(answer) {
    this.counts = answer;
    this.drawLists();
  }

  async toggle() {
    const open = this.panel.hidden;
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (!open || this.all) return;
    this.panel.replaceChildren(make("p", { textContent: "Loading the filters \u2026" }));
    try {
      this.all = await (await this.load()).filters();
    } catch {
      this.panel.replaceChildren(make("p", { textContent: "The filters did not arrive. Close this panel and open it again." }));
      return;
    }
    this.panel.replaceChildren(...FILTERS.filter(([name]) => this.all[name]).map((filter) => this.group(...filter)));
    this.onChange(); // a search made before the filters were loaded came without counts
  }

  group(name, label) {
    const values = make("ul");
    const group = make("fieldset", {}, make("legend", { textContent: label }));
    let narrow = null;
    if (Object.keys(this.all[name]).length > FEW) {
      narrow = make("input", { type: "text", placeholder: "Type to narrow", autocomplete: "off", "aria-label": `Narrow ${label}` });
      narrow.addEventListener("input", () => this.drawList(name));
      group.append(narrow);
    }
    group.append(values);
    this.lists.set(name, { values, narrow });
    this.drawList(name);
    return group;
  }

  drawLists() {
    for (const name of this.lists.keys()) this.drawList(name);
  }

  drawList(name) {
    const { values, narrow } = this.lists.get(name);
    const chosen = this.chosen.get(name);
    const wanted = (narrow?.value ?? "").trim().toLocaleLowerCase();
    const counts = this.countsOf(name);
    const found = Object.keys(this.all[name])
      .filter((value) => chosen.has(value) || (counts[value] > 0 && value.toLocaleLowerCase().includes(wanted)))
      .sort(name === "year" ? (a, b) => b.localeCompare(a) : (a, b) => a.localeCompare(b, "en"))
      .sort((a, b) => chosen.has(b) - chosen.has(a));
    const focused = values.contains(document.activeElement) ? document.activeElement.value : null;
    const items = found.slice(0, MOST).map((value) => this.box(name, value, counts[value] ?? 0));
    if (found.length > MOST) {
      items.push(make("li", { className: "kb-search__rest", textContent: `and ${found.length - MOST} more; type to narrow` }));
    } else if (found.length === 0) {
      items.push(make("li", { className: "kb-search__rest", textContent: "None here" }));
    }
    values.replaceChildren(...items);
    // The box that was just ticked has been drawn anew: give it the focus back.
    if (focused !== null) [...values.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
  }

  /** How many results each value has. Values of one filter add to each other, so they are counted without it. */
  countsOf(name) {
    if (!this.counts?.filters || !this.counts.filters[name]) return this.all[name];
    if (this.chosen.get(name).size === 0) return this.counts.filters[name];
    // Where nothing was typed, Pagefind gives no totals: then they are those of the whole register.
    const totals = this.counts.totalFilters?.[name] ?? {};
    return Object.values(totals).some(Boolean) ? totals : this.all[name];
  }

  box(name, value, count) {
    const box = make("input", { type: "checkbox", value, checked: this.chosen.get(name).has(value) });
    box.addEventListener("change", () => this.set(name, value, box.checked));
    return make(
      "li",
      {},
      make("label", {}, box, make("span", { textContent: value }), make("span", { className: "kb-count", textContent: count })),
    );
  }

  set(name, value, on) {
    if (on) this.chosen.get(name).add(value);
    else this.chosen.get(name).delete(value);
    this.drawChips();
    if (this.all) this.drawLists();
    this.onChange();
  }

  drawChips() {
    const chips = [];
    for (const [name, label] of FILTERS) {
      for (const value of this.chosen.get(name)) {
        const chip = make("button", { type: "button", "aria-label": `Remove the filter ${label}: ${value}` }, `${label}: ${value}`, make("span", { "aria-hidden": "true", textContent: "\u00d7" }));
        chip.addEventListener("click", () => {
          this.set(name, value, false);
          (this.chips.querySelector("button") ?? this.button).focus();
        });
        chips.push(make("li", {}, chip));
      }
    }
    this.chips.replaceChildren(...chips);
  }
}
