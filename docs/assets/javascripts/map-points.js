// The places of deployments on the map: points, drawn as one with a number where they lie close on
// the screen. A point opens its record; a group is zoomed into, or lists its records where no zoom
// would part them.

import { make } from "./elements.js";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = 24; // pixels: points nearer than this are drawn as one, so that each can be touched
const NAMED = 4; // names said of a group

export class MapPoints {
  /**
   * @param {MapView} view
   * @param {SVGGElement} layer where the points are drawn
   * @param {HTMLElement} frame what the list of a group lies in
   * @param {(row: number) => [string, string]} record the name and address of a row
   */
  constructor(view, layer, frame, record) {
    Object.assign(this, { view, layer, record });
    this.points = [];
    this.drawn = ""; // for what zoom and size
    this.title = make("p", { id: "map-list" });
    this.list = make("ul");
    const close = make("button", { type: "button", textContent: "Close" });
    this.dialog = make("dialog", { className: "kb-atlas__list" }, this.title, this.list, close);
    this.dialog.setAttribute("aria-labelledby", this.title.id);
    close.addEventListener("click", () => this.close());
    this.dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    frame.append(this.dialog);
    addEventListener("pointerdown", ({ target }) => this.dialog.contains(target) || this.dialog.close());
  }

  /** Takes the points to draw: (row, x, y). */
  show(points) {
    this.points = points;
    this.drawn = "";
    this.draw();
  }

  /** Draws the points anew if the zoom, the size on the screen or the points have changed. */
  draw() {
    const pixel = this.view.pixel;
    if (this.drawn === pixel) return;
    this.drawn = pixel;
    this.dialog.close();
    const focused = this.layer.contains(document.activeElement) ? Number(document.activeElement.dataset.row) : null;
    const groups = grouped(this.points, NEAR * pixel);
    const elements = groups.map((group) => (group.points.length === 1 ? this.point(group, pixel) : this.group(group, pixel)));
    this.layer.replaceChildren(...elements);
    if (focused === null) return;
    // What had the focus has been drawn anew: the focus goes to where that place is now.
    const now = groups.findIndex(({ points }) => points.some(([row]) => row === focused));
    elements[now]?.focus({ preventScroll: true });
  }

  point({ x, y, points: [[row]] }, pixel) {
    const [name, href] = this.record(row);
    const touched = draw("circle", { class: "kb-atlas__touched", cx: x, cy: y, r: (NEAR / 2) * pixel });
    return draw("a", { href, "aria-label": name, "data-row": row }, touched, draw("circle", { cx: x, cy: y, r: 6 * pixel }));
  }

  group({ x, y, points }, pixel) {
    const names = points.map(([row]) => this.record(row)[0]);
    const more = names.length - NAMED;
    const parts = this.parts(points);
    const label = `${points.length} deployments close together: ${names.slice(0, NAMED).join("; ")}${more > 0 ? `; and ${more} more` : ""}. ${parts ? "Zoom in" : "List them"}`;
    const text = draw("text", { x, y: y + 4 * pixel, "font-size": 11 * pixel });
    text.textContent = points.length;
    const group = draw("a", { role: "button", tabindex: 0, "aria-label": label, "data-row": points[0][0] }, draw("circle", { cx: x, cy: y, r: 12 * pixel }), text);
    const open = () => (parts ? this.view.fit(points.map(([, ...place]) => place)) : this.open(points));
    group.addEventListener("click", (event) => event.defaultPrevented || open());
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    return group;
  }

  /** Whether the nearest zoom shows some of these points apart. */
  parts(points) {
    const wide = (axis) => Math.max(...points.map((each) => each[axis])) - Math.min(...points.map((each) => each[axis]));
    return Math.max(wide(1), wide(2)) > NEAR * this.view.leastPixel;
  }

  /** Lists the records of a group. */
  open(points) {
    this.opened = points[0][0];
    this.title.textContent = `${points.length} deployments here`;
    this.list.replaceChildren(
      ...points.map(([row]) => {
        const [textContent, href] = this.record(row);
        return make("li", {}, make("a", { href, textContent }));
      }),
    );
    this.dialog.show();
    this.list.querySelector("a").focus();
  }

  close() {
    this.dialog.close();
    this.layer.querySelector(`[data-row="${this.opened}"]`)?.focus({ preventScroll: true });
  }
}

/** Points in groups: each at the place of its first point, no two nearer than a distance. */
function grouped(points, distance) {
  const cells = new Map(); // squares as wide as the distance: only neighbours can be near
  const groups = [];
  for (const point of points) {
    const [, x, y] = point;
    const [column, row] = [Math.floor(x / distance), Math.floor(y / distance)];
    let near = null;
    for (let at = 0; at < 9 && !near; at++) {
      near = cells.get(`${column - 1 + (at % 3)} ${row - 1 + Math.floor(at / 3)}`)?.find((each) => Math.hypot(each.x - x, each.y - y) < distance);
    }
    if (near) {
      near.points.push(point);
      continue;
    }
    const group = { x, y, points: [point] };
    const cell = `${column} ${row}`;
    groups.push(group);
    if (cells.has(cell)) cells.get(cell).push(group);
    else cells.set(cell, [group]);
  }
  return groups;
}

/** An element of a picture. */
export function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}
