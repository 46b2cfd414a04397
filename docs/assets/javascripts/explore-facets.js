// The facets of the Explore page and the map: for each a group of check boxes with the number of rows they give.

import { make } from "./elements.js";
import { plain } from "./explore-data.js";

const FEW = 9; // a facet with more values gets a field to narrow them
const MOST = 40; // check boxes drawn at once
const OPEN = ["kind", "region", "technology"]; // at first, where there is room beside the table

export class Facets {
  /**
   * @param {Facet[]} facets
   * @param {Map<string, Set<number>>} chosen what is on, changed in place
   * @param {() => void} onChange is called when a box was ticked or unticked
   */
  constructor(facets, chosen, onChange) {
    this.facets = facets;
    this.chosen = chosen;
    this.onChange = onChange;
    this.counts = null;
    this.groups = facets.map((facet, at) => this.group(facet, at));
    this.element = make("div", { className: "kb-facets" }, ...this.groups.map(({ details }) => details));
  }

  group(facet, at) {
    const wide = matchMedia("(min-width: 56rem)").matches;
    const list = make("ul");
    const many = facet.words.length > FEW;
    const narrow = many ? make("input", { type: "text", autocomplete: "off", placeholder: "Type to narrow" }) : null;
    narrow?.setAttribute("aria-label", `Narrow: ${facet.label}`);
    narrow?.addEventListener("input", () => this.drawList(at));
    const number = make("span", { className: "kb-count" });
    const fieldset = make("fieldset", {}, make("legend", { className: "kb-visually-hidden", textContent: facet.label }));
    fieldset.append(...(narrow ? [narrow, list] : [list]));
    const details = make("details", { open: (wide && OPEN.includes(facet.name)) || this.chosen.get(facet.name).size > 0 });
    details.append(make("summary", {}, facet.label, " ", number), fieldset);
    details.addEventListener("toggle", () => details.open && this.drawList(at));
    return { facet, details, list, narrow, number };
  }

  /** Takes the counts of a new search. Lists that are closed are drawn when they are opened. */
  show(counts) {
    this.counts = counts;
    this.groups.forEach(({ facet, details, number }, at) => {
      const on = this.chosen.get(facet.name).size;
      number.textContent = on ? `${on} chosen` : "";
      if (details.open) this.drawList(at);
    });
  }

  drawList(at) {
    if (!this.counts) return;
    const { facet, list, narrow } = this.groups[at];
    const chosen = this.chosen.get(facet.name);
    const counts = this.counts[at];
    const wanted = plain((narrow?.value ?? "").trim());
    const found = facet.words
      .map(([, label], value) => ({ value, label }))
      .filter(({ value, label }) => chosen.has(value) || (counts[value] > 0 && (!wanted || plain(label).includes(wanted))));
    // Long lists begin with what is chosen and what is frequent; short ones keep their order.
    if (narrow) found.sort((a, b) => chosen.has(b.value) - chosen.has(a.value) || counts[b.value] - counts[a.value] || a.value - b.value);
    const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
    const items = found.slice(0, MOST).map(({ value, label }) => this.item(facet, value, label, counts[value]));
    const rest = found.length - MOST;
    if (rest > 0) items.push(make("li", { className: "kb-facets__rest", textContent: `and ${rest.toLocaleString("en")} more; type to narrow` }));
    if (found.length === 0) items.push(make("li", { className: "kb-facets__rest", textContent: "None here" }));
    list.replaceChildren(...items);
    // The box that was just ticked has been drawn anew: give it the focus back.
    if (focused !== null) [...list.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
  }

  item(facet, value, label, count) {
    const box = make("input", { type: "checkbox", value: facet.words[value][0], checked: this.chosen.get(facet.name).has(value) });
    box.addEventListener("change", () => {
      if (box.checked) this.chosen.get(facet.name).add(value);
      else this.chosen.get(facet.name).delete(value);
      this.onChange();
    });
    return make("li", {}, make("label", {}, box, make("span", { textContent: label }), make("span", { className: "kb-count", textContent: count.toLocaleString("en") })));
  }
}
