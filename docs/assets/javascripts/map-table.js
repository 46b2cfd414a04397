// The table beneath the map: the numbers of each country, kept to what the filters and the year leave.

import { make } from "./elements.js";

const KIND_CELLS = ["deployments", "vendors", "regulations"];

export class MapTable {
  /** @param {HTMLElement} section with a table whose cells say in `data-cell` what they have */
  constructor(section) {
    this.rows = new Map([...section.querySelectorAll("tbody tr")].map((row) => [row.dataset.place, row]));
    this.codes = [...this.rows.keys()];
    this.heads = section.querySelector("thead tr");
    this.note = make("p", { className: "kb-note" });
    section.querySelector("h2").after(this.note);
  }

  name(code) {
    return this.rows.get(code).cells[0].textContent;
  }

  /**
   * @param {Map<string, {kinds: number[], inUse: number, rule: [string, string]|null, coloured: boolean}>} found
   * @param {{byRule: boolean, kinds: boolean[], narrowed: boolean}} shown what the map's colours say
   */
  show(found, { byRule, kinds, narrowed }) {
    let left = 0;
    for (const [code, row] of this.rows) {
      const { kinds: numbers, inUse, rule, coloured } = found.get(code);
      const cells = Object.fromEntries([...row.cells].map((cell) => [cell.dataset.cell, cell]));
      KIND_CELLS.forEach((name, kind) => (cells[name].textContent = numbers[kind].toLocaleString("en")));
      cells.used.textContent = inUse.toLocaleString("en");
      cells.rule.replaceChildren(badge(rule));
      // A country that has none of what is asked for is left out.
      row.hidden = narrowed && !(coloured || (!byRule && numbers.some((each) => each > 0)));
      left += row.hidden;
    }
    for (const head of this.heads.cells) {
      const kind = KIND_CELLS.indexOf(head.dataset.cell);
      head.classList.toggle("kb-atlas__coloured", byRule ? head.dataset.cell === "rule" : kind >= 0 && kinds[kind]);
    }
    const rest = left ? ` ${left} ${left === 1 ? "country has" : "countries have"} nothing of it and ${left === 1 ? "is" : "are"} left out.` : "";
    this.note.textContent = `The numbers follow the filters and the year; the filter by kind only says what the map is coloured by (underlined here).${rest}`;
  }
}

function badge(rule) {
  if (rule === null) return make("span", { className: "kb-unknown", textContent: "no rule recorded" });
  return make("span", { className: `kb-badge kb-badge--${rule[0]}`, textContent: rule[1] });
}
