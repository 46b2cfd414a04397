// The map: recolours the picture that stands on the page, by kind of record, technology and year, and
// keeps the table's first column of numbers the same. The choice stands in the address.

import { make } from "./elements.js";
import { MapView, REGION_NAMES } from "./map-view.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = [[1, "1"], [2, "2 to 4"], [5, "5 to 9"], [10, "10 to 24"], [25, "25 and more"]];
const SHOWN = [["deployments", "Deployments", "deployment"], ["vendors", "Vendors", "vendor"], ["regulations", "Regulations", "regulation"], ["rule", "Strongest rule"]];
const NEAR = 22; // pixels: points nearer than this are drawn as one

const page = document.querySelector("[data-kb-map]");
const picture = page.querySelector(".kb-atlas__map");
const controls = page.querySelector(".kb-atlas__controls");
const caption = page.querySelector(".kb-atlas__caption");
const key = page.querySelector(".kb-atlas__key");

function chooser(name, label, values) {
  const select = make("select", { id: `map-${name}` });
  select.append(...values.map(([value, text]) => make("option", { value, textContent: text })));
  const wanted = new URLSearchParams(location.search).get(name);
  if (values.some(([value]) => value === wanted)) select.value = wanted;
  select.addEventListener("change", () => atlas.show());
  controls.append(make("div", {}, make("label", { htmlFor: select.id, textContent: label }), select));
  return select;
}

class Atlas {
  constructor(data) {
    this.data = data;
    this.shown = chooser("show", "Colour by", SHOWN);
    this.technology = chooser("technology", "Technology", [["", "All technologies"], ...data.technologies]);
    this.buildYears();
    this.buildView();
    this.status = make("p", { className: "kb-atlas__status" });
    this.status.setAttribute("role", "status");
    controls.append(this.status);
    this.countries = new Map([...picture.querySelectorAll("a[data-place]")].map((each) => [each.dataset.place, each]));
    this.points = picture.querySelector(".kb-atlas__points");
    this.buildColumn();
    for (const name of ["pointerover", "focusin"]) picture.addEventListener(name, ({ target }) => (caption.textContent = target.closest("a")?.getAttribute("aria-label") ?? ""));
  }

  buildYears() {
    const { data } = this;
    const years = Object.values(data.records).flat().flatMap(([, , spans]) => spans.map(([first]) => first));
    const first = Math.max(1990, Math.min(data.year, ...years));
    // One place beyond the last year stands for all that was ever recorded.
    this.year = make("input", { type: "range", id: "map-year", min: first, max: data.year + 1, step: 1, value: data.year + 1 });
    const wanted = Number.parseInt(new URLSearchParams(location.search).get("year"), 10);
    if (wanted >= first && wanted <= data.year) this.year.value = wanted;
    this.yearLabel = make("label", { htmlFor: this.year.id });
    this.year.addEventListener("input", () => this.show());
    controls.append(make("div", {}, this.yearLabel, this.year));
  }

  buildView() {
    this.view = new MapView(picture, () => this.drawPoints());
    const region = make("select", { id: "map-region" });
    region.append(...REGION_NAMES.map((name) => make("option", { value: name, textContent: name })));
    region.addEventListener("change", () => this.view.region(region.value));
    const button = (text, label, factor) => {
      const made = make("button", { type: "button", textContent: text });
      made.setAttribute("aria-label", label);
      made.addEventListener("click", () => this.view.zoom(factor));
      return made;
    };
    controls.append(
      make("div", {}, make("label", { htmlFor: region.id, textContent: "Zoom to" }), region),
      make("div", { className: "kb-atlas__buttons" }, button("+", "Zoom in", 1.6), button("\u2212", "Zoom out", 1 / 1.6)),
    );
  }

  /** The table's column of what the map shows, beside the names. */
  buildColumn() {
    this.head = make("th", { scope: "col", className: "kb-number" });
    page.querySelector("thead tr").children[0].after(this.head);
    this.cells = new Map();
    for (const row of page.querySelectorAll("tbody tr")) {
      const cell = make("td", { className: "kb-number" });
      row.children[0].after(cell);
      this.cells.set(row.dataset.place, cell);
    }
  }

  show() {
    const { data, shown } = this;
    const technology = data.technologies.findIndex(([id]) => id === this.technology.value);
    const year = Number(this.year.value) > data.year ? null : Number(this.year.value);
    this.reaches = (spans) => year === null || spans.some(([first, last = data.year]) => first <= year && year <= last);
    this.uses = (list) => technology < 0 || list.some((each) => each === technology || data.technologies[each][2].includes(technology));
    this.yearLabel.textContent = year === null ? "Year: all on record" : `Year: at the end of ${year}`;
    if (year === data.year) this.yearLabel.textContent = "Year: today";
    const byRule = shown.value === "rule";
    let total = 0;
    for (const [place, cell] of this.cells) {
      const found = byRule ? this.rule(place, technology, year) : this.count(place, shown.selectedIndex);
      if (byRule ? found : found > 0) total += byRule ? 1 : found;
      cell.textContent = byRule ? (found ?? "none recorded") : found;
      this.paint(place, found, byRule);
    }
    this.head.textContent = byRule ? "On the map: rule" : "On the map";
    this.drawKey(byRule);
    this.drawPoints();
    this.status.textContent = byRule ? `${total} countries with a rule in force` : said(total, SHOWN[shown.selectedIndex][2]);
    this.writeAddress(year);
  }

  count(place, kind) {
    return this.data.records[place].filter(([each, technologies, spans]) => each === kind && this.uses(technologies) && this.reaches(spans)).length;
  }

  /** The strongest rule in force; a rule on a broader technology, or on all, binds the narrower. */
  rule(place, technology, year) {
    const { data } = this;
    const wanted = technology < 0 ? null : [technology, ...data.technologies[technology][2]];
    const when = year ?? data.year;
    const found = data.rules[place].find(
      ([, technologies, spans]) =>
        spans.some(([first, last = data.year]) => first <= when && when <= last) &&
        (wanted === null || technologies === null || technologies.some((each) => wanted.includes(each))),
    );
    return found ? data.effects[found[0]] : null;
  }

  paint(place, found, byRule) {
    const country = this.countries.get(place);
    if (!country) return;
    const tone = byRule ? (found ?? 0) : STEPS.filter(([least]) => found >= least).length;
    country.setAttribute("class", `kb-tone-${tone}`);
    const name = this.name(place);
    const words = byRule ? `${name}: ${found ?? "no rule recorded"}` : `${name}: ${said(found, SHOWN[this.shown.selectedIndex][2])}`;
    country.setAttribute("aria-label", words);
    country.querySelector("title").textContent = words;
  }

  name(place) {
    return this.cells.get(place).parentElement.cells[0].textContent;
  }

  drawKey(byRule) {
    const steps = byRule ? this.data.effects.map((each) => [each, each]) : STEPS.map(([, words], index) => [index + 1, words]);
    key.setAttribute("aria-label", `Key: ${byRule ? "strongest rule in force" : this.shown.selectedOptions[0].textContent.toLowerCase()}`);
    key.replaceChildren(
      ...steps.map(([tone, words]) => {
        const box = draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, draw("rect", { width: 16, height: 16, class: `kb-tone-${tone}` }));
        return make("li", {}, box, words);
      }),
    );
  }

  /** The places of deployments; those that lie close on the screen are drawn as one with a number. */
  drawPoints() {
    if (!this.reaches) return;
    const visible = this.shown.value === "deployments" ? this.data.points.filter(([, , technologies, spans]) => this.uses(technologies) && this.reaches(spans)) : [];
    const pixel = this.view.box.width / picture.getBoundingClientRect().width;
    const groups = [];
    for (const point of visible) {
      const [, , , , x, y] = point;
      const near = groups.find((each) => Math.hypot(each.x - x, each.y - y) < NEAR * pixel);
      if (near) near.points.push(point);
      else groups.push({ x, y, points: [point] });
    }
    this.points.replaceChildren(...groups.map((group) => (group.points.length === 1 ? this.point(group, pixel) : this.cluster(group, pixel))));
  }

  point({ x, y, points: [[name, address]] }, pixel) {
    const link = draw("a", { href: page.dataset.root + address, "aria-label": name }, draw("circle", { cx: x, cy: y, r: 6 * pixel }));
    return link;
  }

  cluster({ x, y, points }, pixel) {
    const text = draw("text", { x, y: y + 4 * pixel, "font-size": 11 * pixel });
    text.textContent = points.length;
    const group = draw("a", { role: "button", tabindex: 0, "aria-label": `${points.length} deployments close together: zoom in` }, draw("circle", { cx: x, cy: y, r: 11 * pixel }), text);
    const open = () => !this.view.dragged && this.view.zoom(2.5, x, y);
    group.addEventListener("click", open);
    group.addEventListener("keydown", (event) => event.key === "Enter" && open());
    return group;
  }

  writeAddress(year) {
    const parameters = new URLSearchParams();
    if (this.shown.value !== "deployments") parameters.set("show", this.shown.value);
    if (this.technology.value) parameters.set("technology", this.technology.value);
    if (year !== null) parameters.set("year", year);
    history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
  }
}

function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

function said(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

let atlas = null;
if (picture) {
  const answer = await fetch(page.dataset.kbMap);
  if (!answer.ok) throw new Error(`${page.dataset.kbMap}: ${answer.status}`);
  atlas = new Atlas(await answer.json());
  atlas.show();
}
