// The map: recolours the picture that stands on the page, and keeps its points and the table beneath
// to what the filters and the year leave. The choice stands in the address.

import { make } from "./elements.js";
import { json, load } from "./explore-data.js";
import { Filters, USUAL } from "./explore-filters.js";
import { Counts } from "./map-counts.js";
import { MapPoints, draw } from "./map-points.js";
import { MapTable } from "./map-table.js";
import { MapView, REGION_NAMES } from "./map-view.js";

const STEPS = [[1, "1"], [2, "2 to 4"], [5, "5 to 9"], [10, "10 to 24"], [25, "25 and more"]];
// What is there at the end of a year, for each kind; the last for several kinds.
const THERE = ["in use", "founded", "in force or adopted", "on record"];

const page = document.querySelector("[data-kb-map]");
const picture = page.querySelector(".kb-atlas__map");
const bar = page.querySelector(".kb-bar");
const controls = page.querySelector(".kb-atlas__controls");
const caption = page.querySelector(".kb-atlas__caption");
const key = page.querySelector(".kb-atlas__key");

class Atlas {
  constructor(register, data) {
    this.register = register;
    this.data = data;
    this.parameters = new URLSearchParams(location.search);
    this.table = new MapTable(page.querySelector("#numbers").parentElement);
    this.counts = new Counts(register, data, this.table.codes);
    this.countries = new Map([...picture.querySelectorAll("a[data-place]")].map((each) => [each.dataset.place, each]));
    this.filters = new Filters(register, this.parameters, USUAL.map, () => this.show());
    const { columns, data: { kinds } } = register;
    this.view = new MapView(picture, () => this.moved());
    const record = (row) => [columns.name[row], `${page.dataset.root}${kinds[columns.kind[row]][2]}/${columns.id[row]}/`];
    this.points = new MapPoints(this.view, picture.querySelector(".kb-atlas__points"), picture.parentElement, record);
    this.build();
    this.show();
    this.readView();
  }

  // The controls -----------------------------------------------------------------------------------

  build() {
    this.shown = make("select", { id: "map-show" });
    this.shown.append(make("option", { value: "number", textContent: "Number of records" }), make("option", { value: "rule", textContent: "Strongest rule in force" }));
    if (this.parameters.get("show") === "rule") this.shown.value = "rule";
    this.shown.addEventListener("change", () => this.show());
    this.buildYear();
    this.buildFilters();
    const labelled = (element, textContent) => make("div", {}, make("label", { htmlFor: element.id, textContent }), element);
    this.onwards = make("a", { className: "kb-button", textContent: "On the Explore page" });
    controls.replaceChildren(labelled(this.shown, "Colour by"), make("div", {}, this.yearLabel, this.year), ...this.zooming(labelled), this.onwards);
    this.status = make("p", { className: "kb-bar__status kb-atlas__status" });
    this.status.setAttribute("role", "status");
    bar.replaceChildren(this.status, this.filters.clear);
    picture.setAttribute("aria-label", "World map. Plus and minus zoom, arrow keys move. The table below has the same numbers.");
    key.after(make("p", { className: "kb-note", textContent: "Zoom with + and \u2212, a pinch, or Ctrl and the wheel; then move by dragging or with the arrow keys. Status and strongest rule, as filters, are those of today whatever the year." }));
    picture.addEventListener("pointerover", ({ target }) => this.say(target));
    picture.addEventListener("pointerleave", () => this.say(document.activeElement));
    picture.addEventListener("focusin", ({ target }) => this.say(target));
    picture.addEventListener("focusout", () => this.say(null));
  }

  /** Says beside the picture what is pointed at; a screen reader says the same by itself. */
  say(target) {
    caption.textContent = (picture.contains(target) && target.closest("a")?.getAttribute("aria-label")) || "";
  }

  buildYear() {
    const { first } = this.counts;
    const { year } = this.data;
    // One place beyond the last year stands for all that was ever recorded.
    this.year = make("input", { type: "range", id: "map-year", min: first, max: year + 1, step: 1, value: year + 1 });
    const wanted = Number.parseInt(this.parameters.get("year"), 10);
    if (wanted >= first && wanted <= year) this.year.value = wanted;
    this.yearLabel = make("label", { htmlFor: this.year.id });
    this.year.addEventListener("input", () => this.show());
  }

  /** The filters: beside the picture, or folded above it where there is no room. */
  buildFilters() {
    const wide = matchMedia("(min-width: 56rem)");
    this.chosen = make("span", { className: "kb-count" });
    const details = make("details", { open: wide.matches }, make("summary", {}, "Filters ", this.chosen), this.filters.element);
    wide.addEventListener("change", () => (details.open = wide.matches));
    page.querySelector(".kb-atlas__filters").replaceChildren(details);
  }

  zooming(labelled) {
    this.region = make("select", { id: "map-region" });
    this.region.append(make("option", { value: "", textContent: "a part", hidden: true }), ...REGION_NAMES.map((name) => make("option", { value: name, textContent: name })));
    this.region.value = "World";
    this.region.addEventListener("change", () => {
      const { value } = this.region;
      this.view.region(value);
      this.region.value = value;
    });
    const button = (text, label, factor) => {
      const made = make("button", { type: "button", textContent: text });
      made.setAttribute("aria-label", label);
      made.addEventListener("click", () => this.view.zoom(factor));
      return made;
    };
    const buttons = make("div", { className: "kb-atlas__buttons" }, button("+", "Zoom in", 1.6), button("\u2212", "Zoom out", 1 / 1.6));
    return [labelled(this.region, "Zoom to"), buttons];
  }

  // What is shown ----------------------------------------------------------------------------------

  show() {
    const { filters, register } = this;
    const year = Number(this.year.value) > this.data.year ? null : Number(this.year.value);
    const byRule = this.shown.value === "rule";
    const among = this.counts.at(year);
    const { rows, counts } = filters.find(among);
    const ofAllKinds = filters.find(among, new Map(filters.chosen).set("kind", new Set())).rows;
    const on = filters.chosen.get("kind");
    this.kinds = register.data.kinds.map((_, kind) => on.size === 0 || on.has(kind));
    this.describeYear(year);
    filters.show(counts);

    // Without other filters a rule in force colours a country; with them, where a record passes too.
    const limited = filters.narrowing("kind", "technology") > 0;
    const found = new Map();
    for (const [code, { kinds, inUse }] of this.counts.of(ofAllKinds)) {
      const number = kinds.reduce((sum, each, kind) => sum + (this.kinds[kind] ? each : 0), 0);
      const rule = this.counts.rule(code, filters.chosen.get("technology"), year);
      found.set(code, { kinds, inUse, rule, number, coloured: byRule ? rule !== null && (number > 0 || !limited) : number > 0 });
    }
    const narrowed = filters.narrowing("kind") > 0 || year !== null;
    this.table.show(found, { byRule, kinds: this.kinds, narrowed });
    for (const [code, country] of this.countries) this.paint(country, found.get(code), this.table.name(code), byRule);
    for (const each of page.querySelectorAll("[data-small]")) each.textContent = byRule ? this.ruleOf(found.get(each.dataset.small)) : found.get(each.dataset.small).number;
    this.drawKey(byRule);
    const shown = new Set(rows);
    this.points.show(this.data.points.filter(([row]) => shown.has(row)));
    this.status.textContent = byRule ? this.saidOfRules(found, limited, year) : this.saidOfNumbers(rows.length, found, year);
    const narrowing = filters.narrowing();
    this.chosen.textContent = narrowing ? `${narrowing} set` : "";
    this.asked = { byRule, year };
    this.writeAddress();
  }

  describeYear(year) {
    const words = year === null ? "all on record" : year === this.data.year ? "today" : `the end of ${year}`;
    this.yearLabel.textContent = `As of: ${words}`;
    this.year.setAttribute("aria-valuetext", words);
  }

  /** What the map counts, such as "deployment"; with its plural and what it is at a time. */
  noun() {
    const on = this.kinds.flatMap((each, kind) => (each ? [kind] : []));
    if (on.length > 1) return ["record", "records", THERE.at(-1)];
    const [name, title] = this.register.data.kinds[on[0]];
    return [name, title.toLowerCase(), THERE[on[0]]];
  }

  said(count) {
    const [one, several] = this.noun();
    return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
  }

  saidOfNumbers(total, found, year) {
    const there = year === null ? "" : ` ${this.noun()[2]} ${year === this.data.year ? "today" : `at the end of ${year}`}`;
    const countries = [...found.values()].filter(({ coloured }) => coloured).length;
    const where = `in ${countries.toLocaleString("en")} ${countries === 1 ? "country" : "countries"}`;
    // What belongs to a union passes the filters, and lies in no country.
    const inCountries = [...found.values()].reduce((sum, { number }) => sum + number, 0);
    if (inCountries === total) return `${this.said(total)}${there} ${where}`;
    return `${this.said(total)}${there}: ${inCountries.toLocaleString("en")} ${where}, ${(total - inCountries).toLocaleString("en")} of unions of countries`;
  }

  saidOfRules(found, limited, year) {
    const when = year === null || year === this.data.year ? "" : ` at the end of ${year}`;
    const count = [...found.values()].filter(({ coloured }) => coloured).length;
    const which = limited ? ` and a ${this.noun()[0]} that passes the filters` : "";
    return `${count} ${count === 1 ? "country" : "countries"} with a rule in force${when}${which}`;
  }

  ruleOf({ rule, coloured }) {
    return coloured ? rule[1] : rule === null ? "no rule recorded" : "no record that passes";
  }

  paint(country, found, name, byRule) {
    const tone = !found.coloured ? 0 : byRule ? found.rule[0] : STEPS.filter(([least]) => found.number >= least).length;
    country.setAttribute("class", `kb-tone-${tone}`);
    const words = `${name}: ${byRule ? this.ruleOf(found) : this.said(found.number)}`;
    country.setAttribute("aria-label", words);
    country.querySelector("title").textContent = words;
  }

  drawKey(byRule) {
    const steps = byRule ? this.data.effects : STEPS.map(([, words], index) => [index + 1, words]);
    key.setAttribute("aria-label", `Key: ${byRule ? "strongest rule in force" : `${this.noun()[1]} on record`}`);
    const items = steps.map(([tone, words]) => {
      const box = draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, draw("rect", { width: 16, height: 16, class: `kb-tone-${tone}` }));
      return make("li", {}, box, words);
    });
    key.replaceChildren(...items, ...key.querySelectorAll(".kb-atlas__place"));
  }

  // The address ------------------------------------------------------------------------------------

  readView() {
    const [x, y, width] = /^(\d+)-(\d+)-(\d+)$/.exec(this.parameters.get("view") ?? "")?.slice(1).map(Number) ?? [];
    if (width > 0) this.view.set({ x, y, width: this.view.within(width) });
  }

  moved() {
    this.points?.draw();
    if (!this.region) return;
    this.region.value = this.view.scale === 1 ? "World" : "";
    // A drag is many moves; browsers refuse an address that changes too often.
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.writeAddress(), 200);
  }

  writeAddress() {
    const { byRule, year } = this.asked;
    const parameters = new URLSearchParams();
    this.filters.write(parameters);
    if (byRule) parameters.set("show", "rule");
    if (year !== null) parameters.set("year", year);
    if (this.view.part) parameters.set("view", this.view.part.join("-"));
    history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);

    const elsewhere = new URLSearchParams();
    this.filters.write(elsewhere, USUAL.explore);
    this.onwards.href = `${page.dataset.root}explore/${elsewhere.size ? `?${elsewhere}` : ""}`;
  }
}

async function arrive(cache) {
  const files = await Promise.all([load(page.dataset.kbExplore, cache), json(page.dataset.kbMap, cache)]);
  return { files, match: files[0].data.edition === files[1].edition };
}

if (picture) {
  try {
    let arrived = await arrive("default");
    // One of the two files was kept by the browser from an earlier build.
    if (!arrived.match) arrived = await arrive("reload");
    if (!arrived.match) throw new Error("The two tables are of different builds");
    new Atlas(...arrived.files);
  } catch (error) {
    bar.textContent = "The filters did not arrive. The picture and the table below stand as they were built.";
    throw error;
  }
}
