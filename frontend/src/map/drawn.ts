// The map as one moves and enlarges it: the drawing grows, marks and names keep their size, names that would collide
// are hidden (the most important first come, first served, as on the printed map).
import { $$, must } from "../dom";

const LARGEST = 24;

export interface Window {
  x: number;
  y: number;
  k: number;
}

type Anchored = { node: SVGElement; x: number; y: number };
type Spot = [number, number, string];
type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom">;

export class DrawnMap {
  dragged = false;
  view: Window;
  private readonly svg: SVGElement;
  private readonly width: number;
  private readonly height: number;
  private readonly marks: Anchored[];
  private readonly labels: (Anchored & { spots: Spot[] })[];
  private readonly names: SVGElement[];
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private frame = 0;
  private far = 0;

  constructor(private readonly box: HTMLElement, view?: Window) {
    this.svg = must<SVGElement>("svg", box);
    const [, , width = 1, height = 1] = (this.svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
    this.width = width;
    this.height = height;
    this.marks = $$<SVGElement>(".mark", this.svg).map((node) => this.anchored(node));
    this.labels = $$<SVGElement>(".labels text", this.svg).map((node) => this.label(node));
    this.names = $$<SVGElement>(".names text, .names .town", this.svg);
    this.view = view ?? { x: width / 2, y: height / 2, k: 1 };
    this.listen();
    this.draw();
    new ResizeObserver(() => this.draw()).observe(box);
  }

  private anchored(node: SVGElement): Anchored {
    const [x = 0, y = 0] = (node.getAttribute("transform") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
    return { node, x, y };
  }

  private label(node: SVGElement): Anchored & { spots: Spot[] } {
    const x = Number(node.dataset["x"]), y = Number(node.dataset["y"]);
    const dx = Number(node.getAttribute("x")) - x, dy = Number(node.getAttribute("y")) - y;
    const first: Spot = [dx, dy, node.getAttribute("text-anchor") ?? "start"];
    const reach = node.classList.contains("wide") ? 16 : 10;
    const spots: Spot[] = [first, [reach, 4, "start"], [-reach, 4, "end"], [0, -reach - 2, "middle"], [0, reach + 10, "middle"]];
    return { node, x, y, spots };
  }

  // pixels of the screen for a unit of the drawing when all of it is shown
  private get fit(): number {
    const { width, height } = this.box.getBoundingClientRect();
    return Math.min(width / this.width, height / this.height) || 1;
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    const box = this.box.getBoundingClientRect();
    const scale = this.fit * this.view.k;
    const w = box.width / scale, h = box.height / scale;
    this.view.x = Math.min(this.width, Math.max(0, this.view.x));
    this.view.y = Math.min(this.height, Math.max(0, this.view.y));
    this.svg.setAttribute("viewBox", `${this.view.x - w / 2} ${this.view.y - h / 2} ${w} ${h}`);
    const size = 1 / scale; // a screen pixel in units of the drawing
    for (const { node, x, y } of this.marks) node.setAttribute("transform", `translate(${x} ${y}) scale(${size})`);
    for (const { node, x, y } of this.labels)
      node.setAttribute("transform", `translate(${x} ${y}) scale(${size}) translate(${-x} ${-y})`);
    for (const node of this.names) this.keepSize(node, size);
    this.uncollide();
  }

  private keepSize(node: SVGElement, size: number): void {
    node.dataset["turn"] ??= node.getAttribute("transform") ?? "";
    const turn = node.dataset["turn"];
    if (turn) {
      node.setAttribute("transform", `${turn} scale(${size})`);
      return;
    }
    const x = Number(node.getAttribute("x") ?? node.getAttribute("cx")), y = Number(node.getAttribute("y") ?? node.getAttribute("cy"));
    node.setAttribute("transform", `translate(${x} ${y}) scale(${size}) translate(${-x} ${-y})`);
  }

  private uncollide(): void {
    const frame = this.box.getBoundingClientRect();
    const taken: Box[] = this.marks.map(({ node }) => must(".m-halo", node).getBoundingClientRect());
    const fits = (node: Element): boolean => {
      const box = shrink(node.getBoundingClientRect(), 1.5);
      if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom) return false;
      if (taken.some((other) => overlap(box, other))) return false;
      taken.push(box);
      return true;
    };
    for (const { node, x, y, spots } of this.labels) {
      node.classList.remove("no-room");
      const found = spots.some(([dx, dy, anchor]) => {
        node.setAttribute("x", String(x + dx));
        node.setAttribute("y", String(y + dy));
        node.setAttribute("text-anchor", anchor);
        return fits(node);
      });
      node.classList.toggle("no-room", !found);
    }
    for (const node of this.names) {
      if (node.tagName !== "text") continue;
      node.classList.remove("no-room");
      const room = fits(node);
      node.classList.toggle("no-room", !room);
      const dot = node.previousElementSibling; // a town's dot goes with its name
      if (dot?.classList.contains("town")) dot.classList.toggle("no-room", !room);
    }
  }

  private scale(factor: number, clientX?: number, clientY?: number): void {
    const box = this.box.getBoundingClientRect();
    const before = this.fit * this.view.k;
    const k = Math.min(LARGEST, Math.max(1, this.view.k * factor));
    const after = this.fit * k;
    const dx = (clientX ?? box.left + box.width / 2) - box.left - box.width / 2;
    const dy = (clientY ?? box.top + box.height / 2) - box.top - box.height / 2;
    this.view = { x: this.view.x + dx / before - dx / after, y: this.view.y + dy / before - dy / after, k };
    if (k === 1) this.view = { x: this.width / 2, y: this.height / 2, k };
    this.draw();
  }

  private move(dx: number, dy: number): void {
    const scale = this.fit * this.view.k;
    this.view.x -= dx / scale;
    this.view.y -= dy / scale;
    this.draw();
  }

  zoom(which: string): void {
    if (which === "in") this.scale(1.6, ...this.middle());
    else if (which === "out") this.scale(1 / 1.6);
    else this.scale(1e-9);
  }

  // where the marks in sight are: the button enlarges towards them, not towards empty land
  private middle(): [] | [number, number] {
    const box = this.box.getBoundingClientRect();
    const seen = this.marks
      .map(({ node }) => must(".m-halo", node).getBoundingClientRect())
      .map((r): [number, number] => [(r.left + r.right) / 2, (r.top + r.bottom) / 2])
      .filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom);
    if (!seen.length) return [];
    const half = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return [half(seen.map((p) => p[0])), half(seen.map((p) => p[1]))];
  }

  private listen(): void {
    const box = this.box;
    box.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.scale(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), event.clientX, event.clientY);
    }, { passive: false });
    box.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.dragged = false;
      this.far = 0;
    });
    box.addEventListener("pointermove", (event) => this.pointed(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"] as const)
      box.addEventListener(name, (event) => {
        this.pointers.delete(event.pointerId);
        box.classList.remove("drag");
      });
    box.addEventListener("keydown", (event) => {
      const step = 60;
      const moves: Record<string, [number, number]> = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
      if (event.target !== box) return;
      const move = moves[event.key];
      if (move) this.move(...move);
      else if (event.key === "+" || event.key === "=") this.scale(1.4);
      else if (event.key === "-") this.scale(1 / 1.4);
      else if (event.key === "0") this.scale(1e-9);
      else return;
      event.preventDefault();
    });
    box.addEventListener("dragstart", (event) => event.preventDefault());
  }

  private pointed(event: PointerEvent): void {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const dx = event.clientX - last.x, dy = event.clientY - last.y;
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, p]) => p);
    this.far += Math.hypot(dx, dy);
    if (this.far > 5 && !this.dragged) {
      this.dragged = true;
      this.box.classList.add("drag");
      this.box.setPointerCapture(event.pointerId);
    }
    const [o] = others;
    if (o && others.length === 1) {
      const before = Math.hypot(last.x - o.x, last.y - o.y), after = Math.hypot(event.clientX - o.x, event.clientY - o.y);
      if (before > 0) this.scale(after / before, (event.clientX + o.x) / 2, (event.clientY + o.y) / 2);
      this.move(dx / 2, dy / 2);
    } else if (this.dragged) this.move(dx, dy);
    last.x = event.clientX;
    last.y = event.clientY;
  }

  /** Links of the marks about a point of the screen, the nearest first. */
  near(x: number, y: number, reach = 12): SVGElement[] {
    const found = this.marks.flatMap(({ node }) => {
      const { left, right, top, bottom } = must(".m-halo", node).getBoundingClientRect();
      const far = Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
      return far <= reach && node.parentElement ? [{ far, link: node.parentElement as Element as SVGElement }] : [];
    });
    return found.sort((a, b) => a.far - b.far).map((one) => one.link);
  }

  // show which mark a row or a dossier is about
  choose(place: string | null | undefined, firmly = false): void {
    for (const { node } of this.marks) {
      const link = node.parentElement as Element | null;
      if (!link) continue;
      if (firmly) link.classList.toggle("open", node.dataset["id"] === place);
      link.classList.toggle("chosen", node.dataset["id"] === place || link.classList.contains("open"));
    }
  }
}

function shrink(box: Box, by: number): Box {
  return { left: box.left + by, right: box.right - by, top: box.top + by, bottom: box.bottom - by };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
