// What of the map is seen: zooming by buttons, keys, wheel and pinch, moving by dragging and keys.
// Only the picture's viewBox changes, so the browser does the drawing.

const MOST = 24; // times
const STILL = 4; // pixels: what moves less is a press
const REGIONS = {
  World: null,
  Africa: [880, 260, 460, 520],
  Americas: [240, 20, 620, 840],
  Asia: [1150, 80, 640, 480],
  Europe: [890, 60, 330, 230],
  Oceania: [1500, 440, 480, 340],
};

export const REGION_NAMES = Object.keys(REGIONS);

export class MapView {
  /**
   * @param {SVGSVGElement} picture
   * @param {() => void} onChange is called when another part is seen, or its size has changed
   */
  constructor(picture, onChange) {
    this.picture = picture;
    this.onChange = onChange;
    const { width, height } = picture.viewBox.baseVal;
    this.whole = { width, height };
    this.box = { x: 0, y: 0, width, height };
    this.pointers = new Map(); // (x, y) of the mouse or the fingers that are down
    this.dragged = false;
    picture.tabIndex = 0;
    picture.addEventListener("keydown", (event) => this.key(event));
    picture.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    picture.addEventListener("pointerdown", (event) => this.press(event));
    picture.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => this.release(event));
    // A drag that ends on a country does not open it; the keyboard's click (detail 0) always does.
    picture.addEventListener("click", (event) => this.dragged && event.detail > 0 && event.preventDefault(), true);
    picture.addEventListener("dragstart", (event) => event.preventDefault());
    picture.addEventListener("focusin", (event) => this.reveal(event.target));
    new ResizeObserver(() => this.onChange()).observe(picture);
  }

  get scale() {
    return this.whole.width / this.box.width;
  }

  /** How many units of the picture a pixel of the screen is. */
  get pixel() {
    return this.box.width / this.picture.getBoundingClientRect().width;
  }

  /** The same at the nearest zoom. */
  get leastPixel() {
    return this.pixel * (this.scale / MOST);
  }

  /** What is seen, as (x, y, width) in whole units; null for all. */
  get part() {
    return this.scale === 1 ? null : [this.box.x, this.box.y, this.box.width].map(Math.round);
  }

  region(name) {
    this.around(...(REGIONS[name] ?? [0, 0, this.whole.width, this.whole.height]));
  }

  /** Shows some places, as near as they all fit with room about them. */
  fit(places) {
    const [left, top] = [0, 1].map((axis) => Math.min(...places.map((each) => each[axis])));
    const [right, low] = [0, 1].map((axis) => Math.max(...places.map((each) => each[axis])));
    const [width, height] = [(right - left) * 1.6, (low - top) * 1.6];
    this.around((left + right - width) / 2, (top + low - height) / 2, width, height);
  }

  around(x, y, width, height) {
    const ratio = this.whole.width / this.whole.height;
    const wide = this.within(Math.max(width, height * ratio));
    this.set({ x: x + width / 2 - wide / 2, y: y + height / 2 - wide / ratio / 2, width: wide });
  }

  /** Zooms by a factor about a point of the picture; the middle unless told. */
  zoom(factor, x = this.box.x + this.box.width / 2, y = this.box.y + this.box.height / 2) {
    const width = this.within(this.box.width / factor);
    const kept = width / this.box.width;
    this.set({ x: x - (x - this.box.x) * kept, y: y - (y - this.box.y) * kept, width });
  }

  within(width) {
    return Math.min(this.whole.width, Math.max(this.whole.width / MOST, width));
  }

  set({ x, y, width }) {
    const height = (width * this.whole.height) / this.whole.width;
    const inside = (value, size, all) => Math.min(Math.max(0, value), all - size);
    this.box = { x: inside(x, width, this.whole.width), y: inside(y, height, this.whole.height), width, height };
    this.picture.setAttribute("viewBox", Object.values(this.box).map((each) => each.toFixed(2)).join(" "));
    // All of it stands still, so that a finger scrolls the page; a part of it moves with the finger.
    this.picture.classList.toggle("kb-atlas__map--near", this.scale > 1);
    this.onChange();
  }

  key(event) {
    const step = this.box.width / 8;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.zoom(1.5);
    else if (event.key === "-") this.zoom(1 / 1.5);
    else if (event.key in moves && this.scale > 1) this.shift(...moves[event.key]);
    else return;
    event.preventDefault();
  }

  shift(x, y) {
    this.set({ ...this.box, x: this.box.x + x, y: this.box.y + y });
  }

  /** The wheel alone scrolls the page; with Ctrl, or by a pinch on a pad, it zooms. */
  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { x, y } = this.place(event.clientX, event.clientY);
    this.zoom(Math.exp(-event.deltaY / 200), x, y);
  }

  press(event) {
    if (event.button !== 0) return;
    if (this.pointers.size === 0) this.dragged = false;
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.start = this.grip();
  }

  /** Where the mouse or the fingers hold the picture, and how far apart the fingers are. */
  grip() {
    const [[x, y], [otherX, otherY] = [x, y]] = [...this.pointers.values()];
    return { x: (x + otherX) / 2, y: (y + otherY) / 2, apart: Math.hypot(x - otherX, y - otherY) };
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) return;
    const before = this.grip();
    const fingers = this.pointers.size;
    if (fingers === 1 && this.scale === 1) return;
    if (fingers === 1 && !this.dragged && Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) <= STILL) return;
    this.dragged = true;
    this.picture.setPointerCapture(event.pointerId); // also where a point under the finger is drawn anew
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    const after = this.grip();
    const held = this.place(before.x, before.y);
    if (before.apart > 0 && after.apart > 0) this.zoom(after.apart / before.apart, held.x, held.y);
    const now = this.place(after.x, after.y);
    this.shift(held.x - now.x, held.y - now.y);
  }

  release(event) {
    this.pointers.delete(event.pointerId);
  }

  /** Brings into view what the keyboard has come to. */
  reveal(target) {
    if (target === this.picture || !target.matches(":focus-visible")) return;
    const { x, y, width, height } = target.getBBox();
    const { box } = this;
    const seen = x < box.x + box.width && x + width > box.x && y < box.y + box.height && y + height > box.y;
    if (!seen) this.set({ ...box, x: x + width / 2 - box.width / 2, y: y + height / 2 - box.height / 2 });
  }

  place(clientX, clientY) {
    const shown = this.picture.getBoundingClientRect();
    return {
      x: this.box.x + ((clientX - shown.left) / shown.width) * this.box.width,
      y: this.box.y + ((clientY - shown.top) / shown.height) * this.box.height,
    };
  }
}
