// What of the map is seen: zooming by buttons, keys and wheel, moving by dragging and keys. Only the
// picture's viewBox changes, so the browser does the drawing.

const MOST = 24; // times
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
   * @param {(scale: number) => void} onZoom is called with how many times larger it is drawn
   */
  constructor(picture, onZoom) {
    this.picture = picture;
    this.onZoom = onZoom;
    const { width, height } = picture.viewBox.baseVal;
    this.whole = { width, height };
    this.box = { x: 0, y: 0, width, height };
    picture.tabIndex = 0;
    picture.addEventListener("keydown", (event) => this.key(event));
    picture.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    picture.addEventListener("pointerdown", (event) => this.press(event));
    // A drag that ends on a country does not open it.
    picture.addEventListener("click", (event) => this.dragged && event.preventDefault(), true);
    picture.addEventListener("dragstart", (event) => event.preventDefault());
  }

  get scale() {
    return this.whole.width / this.box.width;
  }

  region(name) {
    const [x, y, width, height] = REGIONS[name] ?? [0, 0, this.whole.width, this.whole.height];
    const ratio = this.whole.width / this.whole.height;
    const wide = Math.max(width, height * ratio);
    this.set({ x: x + width / 2 - wide / 2, y: y + height / 2 - wide / ratio / 2, width: wide });
  }

  /** Zooms by a factor about a point of the picture; the middle unless told. */
  zoom(factor, x = this.box.x + this.box.width / 2, y = this.box.y + this.box.height / 2) {
    const width = Math.min(this.whole.width, Math.max(this.whole.width / MOST, this.box.width / factor));
    const kept = width / this.box.width;
    this.set({ x: x - (x - this.box.x) * kept, y: y - (y - this.box.y) * kept, width });
  }

  set({ x, y, width }) {
    const height = (width * this.whole.height) / this.whole.width;
    const inside = (value, size, all) => Math.min(Math.max(0, value), all - size);
    this.box = { x: inside(x, width, this.whole.width), y: inside(y, height, this.whole.height), width, height };
    this.picture.setAttribute("viewBox", Object.values(this.box).map((each) => each.toFixed(2)).join(" "));
    this.onZoom(this.scale);
  }

  key(event) {
    const step = this.box.width / 8;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.zoom(1.5);
    else if (event.key === "-") this.zoom(1 / 1.5);
    else if (event.key in moves && this.scale > 1) {
      const [x, y] = moves[event.key];
      this.set({ ...this.box, x: this.box.x + x, y: this.box.y + y });
    } else return;
    event.preventDefault();
  }

  /** The wheel alone scrolls the page; with Ctrl, or by a pinch, it zooms. */
  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { x, y } = this.place(event);
    this.zoom(Math.exp(-event.deltaY / 200), x, y);
  }

  press(event) {
    this.dragged = false;
    if (event.button !== 0 || this.scale === 1) return;
    const start = { x: event.clientX, y: event.clientY, box: this.box };
    const size = this.picture.getBoundingClientRect().width;
    const move = ({ clientX, clientY }) => {
      if (Math.hypot(clientX - start.x, clientY - start.y) > 4) this.dragged = true;
      const unit = start.box.width / size;
      if (this.dragged) this.set({ ...start.box, x: start.box.x - (clientX - start.x) * unit, y: start.box.y - (clientY - start.y) * unit });
    };
    const end = new AbortController();
    addEventListener("pointermove", move, { signal: end.signal });
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => end.abort(), { signal: end.signal });
  }

  place({ clientX, clientY }) {
    const shown = this.picture.getBoundingClientRect();
    return {
      x: this.box.x + ((clientX - shown.left) / shown.width) * this.box.width,
      y: this.box.y + ((clientY - shown.top) / shown.height) * this.box.height,
    };
  }
}
