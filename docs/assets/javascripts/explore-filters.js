// The filters that the Explore page and the map share: facets, a text, years, and how they stand in
// the address. So a link carries a selection from one of the two pages to the other.

import { make } from "./elements.js";
import { plain } from "./explore-data.js";
import { Facets } from "./explore-facets.js";

/** For each page the values that are on where its address names none of their facet. */
export const USUAL = { explore: {}, map: { kind: ["deployment"] } };

export class Filters {
  /**
   * @param {Register} register
   * @param {URLSearchParams} parameters what the address says
   * @param {Object<string, string[]>} usual one of USUAL
   * @param {() => void} onChange is called when the reader has changed a filter
   */
  constructor(register, parameters, usual, onChange) {
    this.register = register;
    this.usual = usual;
    this.chosen = new Map(register.facets.map((facet) => [facet.name, this.named(facet, parameters)]));
    this.text = make("input", { type: "search", id: "filter-text", autocomplete: "off", value: parameters.get("q") ?? "" });
    this.from = this.year("from", parameters);
    this.to = this.year("to", parameters);
    this.facets = new Facets(register.facets, this.chosen, onChange);
    for (const field of [this.text, this.from, this.to]) field.addEventListener("input", onChange);
    this.element = this.build();
    this.clear = make("button", { type: "button", textContent: "Clear all filters" });
    this.clear.addEventListener("click", () => {
      for (const facet of register.facets) this.chosen.set(facet.name, this.named(facet, new URLSearchParams()));
      for (const field of [this.text, this.from, this.to]) field.value = "";
      onChange();
      // The button is gone now; the keyboard goes on where the filters begin.
      this.text.focus({ preventScroll: true });
    });
  }

  /** The values of a facet that the address names, or the usual ones. */
  named({ name, places }, parameters) {
    const known = parameters.getAll(name).filter((value) => places.has(value));
    const values = known.length ? known : (this.usual[name] ?? []);
    return new Set(values.map((value) => places.get(value)));
  }

  year(name, parameters) {
    return make("input", { type: "text", id: `filter-${name}`, inputMode: "numeric", maxLength: 4, size: 4, autocomplete: "off", placeholder: "year", value: parameters.get(name) ?? "" });
  }

  build() {
    const search = make("div", { className: "kb-filters__text" }, make("label", { htmlFor: this.text.id, textContent: "Name, place or party contains" }), this.text);
    const years = make("fieldset", { className: "kb-filters__years" }, make("legend", { textContent: "Year" }));
    years.append(make("label", { htmlFor: this.from.id, textContent: "from" }), this.from, make("label", { htmlFor: this.to.id, textContent: "to" }), this.to);
    years.append(make("p", { className: "kb-note", textContent: "A deployment’s first phase, a vendor’s founding, a regulation’s entry into force or adoption." }));
    const form = make("form", { className: "kb-filters" }, search, this.facets.element, years);
    form.setAttribute("aria-label", "Filters");
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  }

  /** Adds the selection to an address: its own page's, or that of a page with other usual values. */
  write(parameters, usual = this.usual) {
    const text = this.text.value.trim();
    if (text) parameters.set("q", text);
    for (const { name, words } of this.register.facets) {
      const on = [...this.chosen.get(name)].sort((a, b) => a - b).map((value) => words[value][0]);
      const expected = usual[name] ?? [];
      if (on.join() === expected.join()) continue;
      // Where none would mean the usual ones, none on is written as all on: the same rows.
      for (const value of on.length ? on : words.map(([id]) => id)) parameters.append(name, value);
    }
    for (const [name, { value }] of [["from", this.from], ["to", this.to]]) if (number(value) !== null) parameters.set(name, value.trim());
  }

  /**
   * The rows that pass, and the counts for each facet; see `Register.find`.
   * @param {Uint8Array|null} among marks the rows that are looked at; null: all
   * @param {Map<string, Set<number>>} chosen what is on
   */
  find(among = null, chosen = this.chosen) {
    const words = plain(this.text.value).split(/\s+/).filter(Boolean);
    return this.register.find(chosen, { from: number(this.from.value), to: number(this.to.value), words, among });
  }

  /** Takes the counts of a search. */
  show(counts) {
    this.facets.show(counts);
    this.clear.hidden = this.narrowing() === 0;
  }

  /** How many facets and fields are not as usual, without those named. */
  narrowing(...without) {
    const facets = this.register.facets.filter(({ name, words }) => {
      const on = [...this.chosen.get(name)].sort((a, b) => a - b).map((value) => words[value][0]);
      return !without.includes(name) && on.join() !== (this.usual[name] ?? []).join();
    });
    return facets.length + [this.text, this.from, this.to].filter(({ value }) => value.trim()).length;
  }
}

/** A year that was typed; null for anything else. */
function number(text) {
  return /^\d{4}$/.test(text.trim()) ? Number(text) : null;
}
