// The map as one moves and enlarges it: the drawing grows, marks and names keep their size, names that would collide
// are hidden (the most important first come, first served, as on the printed map).
const LARGEST = 24;

export class Canvas {
  constructor(box, view) {
    this.box = box;
    this.svg = box.querySelector("svg");
    const [, , width, height] = this.svg.getAttribute("viewBox").split(" ").map(Number);
    this.width = width;
    this.height = height;
    this.marks = [...this.svg.querySelectorAll(".mark")].map((node) => this.anchored(node));
    this.labels = [...this.svg.querySelectorAll(".labels text")].map((node) => this.label(node));
    this.names = [...this.svg.querySelectorAll(".names text, .names .town")];
    this.pointers = new Map();
    this.dragged = false;
    this.view = view ?? { x: width / 2, y: height / 2, k: 1 };
    this.listen();
    this.draw();
    new ResizeObserver(() => this.draw()).observe(box);
  }

  anchored(node) {
    const [x, y] = node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    return { node, x, y };
  }

  label(node) {
    const x = Number(node.dataset.x), y = Number(node.dataset.y);
    const dx = Number(node.getAttribute("x")) - x, dy = Number(node.getAttribute("y")) - y;
    const first = [dx, dy, node.getAttribute("text-anchor") ?? "start"];
    const reach = node.classList.contains("wide") ? 16 : 10;
    const spots = [first, [reach, 4, "start"], [-reach, 4, "end"], [0, -reach - 2, "middle"], [0, reach + 10, "middle"]];
    return { node, x, y, spots };
  }

  // pixels of the screen for a unit of the drawing when all of it is shown
  get fit() {
    const { width, height } = this.box.getBoundingClientRect();
    return Math.min(width / this.width, height / this.height) || 1;
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  paint() {
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

  keepSize(node, size) {
    node.dataset.turn ??= node.getAttribute("transform") ?? "";
    const turn = node.dataset.turn;
    if (turn) {
      node.setAttribute("transform", `${turn} scale(${size})`);
      return;
    }
    const x = node.getAttribute("x") ?? node.getAttribute("cx"), y = node.getAttribute("y") ?? node.getAttribute("cy");
    node.setAttribute("transform", `translate(${x} ${y}) scale(${size}) translate(${-x} ${-y})`);
  }

  uncollide() {
    const frame = this.box.getBoundingClientRect();
    const taken = this.marks.map(({ node }) => node.querySelector(".m-halo").getBoundingClientRect());
    const fits = (node) => {
      const box = shrink(node.getBoundingClientRect(), 1.5);
      if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom) return false;
      if (taken.some((other) => overlap(box, other))) return false;
      taken.push(box);
      return true;
    };
    for (const { node, x, y, spots } of this.labels) {
      node.classList.remove("no-room");
      const found = spots.some(([dx, dy, anchor]) => {
        node.setAttribute("x", x + dx);
        node.setAttribute("y", y + dy);
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

  zoom(factor, clientX, clientY) {
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

  move(dx, dy) {
    const scale = this.fit * this.view.k;
    this.view.x -= dx / scale;
    this.view.y -= dy / scale;
    this.draw();
  }

  button(which) {
    if (which === "in") this.zoom(1.6, ...this.middle());
    else if (which === "out") this.zoom(1 / 1.6);
    else this.zoom(1e-9);
  }

  // where the marks in sight are: the button enlarges towards them, not towards empty land
  middle() {
    const box = this.box.getBoundingClientRect();
    const seen = this.marks
      .map(({ node }) => node.querySelector(".m-halo").getBoundingClientRect())
      .map((r) => [(r.left + r.right) / 2, (r.top + r.bottom) / 2])
      .filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom);
    if (!seen.length) return [];
    const half = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    return [half(seen.map((p) => p[0])), half(seen.map((p) => p[1]))];
  }

  listen() {
    const box = this.box;
    box.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), event.clientX, event.clientY);
    }, { passive: false });
    box.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.dragged = false;
      this.far = 0;
    });
    box.addEventListener("pointermove", (event) => this.pointed(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"])
      box.addEventListener(name, (event) => {
        this.pointers.delete(event.pointerId);
        box.classList.remove("drag");
      });
    box.addEventListener("keydown", (event) => {
      const step = 60;
      const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
      if (event.target !== box) return;
      if (moves[event.key]) this.move(...moves[event.key]);
      else if (event.key === "+" || event.key === "=") this.zoom(1.4);
      else if (event.key === "-") this.zoom(1 / 1.4);
      else if (event.key === "0") this.zoom(1e-9);
      else return;
      event.preventDefault();
    });
    box.addEventListener("dragstart", (event) => event.preventDefault());
  }

  pointed(event) {
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
    if (others.length === 1) {
      const [o] = others;
      const before = Math.hypot(last.x - o.x, last.y - o.y), after = Math.hypot(event.clientX - o.x, event.clientY - o.y);
      if (before > 0) this.zoom(after / before, (event.clientX + o.x) / 2, (event.clientY + o.y) / 2);
      this.move(dx / 2, dy / 2);
    } else if (this.dragged) this.move(dx, dy);
    last.x = event.clientX;
    last.y = event.clientY;
  }

  // show which mark a row or a dossier is about
  choose(place, firmly = false) {
    for (const { node } of this.marks) {
      const link = node.parentNode;
      if (firmly) link.classList.toggle("open", node.dataset.id === place);
      link.classList.toggle("chosen", node.dataset.id === place || link.classList.contains("open"));
    }
  }
}

function shrink(box, by) {
  return { left: box.left + by, right: box.right - by, top: box.top + by, bottom: box.bottom - by };
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
