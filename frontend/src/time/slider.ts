// The day: a histogram of what changed, a handle on it, steps, play, and a part of the days picked out with the pointer.
import { type Timeline, isoDay, span } from "../data";
import { $$, make, must, svg } from "../dom";

const WIDTH = 1000;
const HEIGHT = 44;
const PLAY_MS = 650;

export class DaySlider {
  private day: number;
  private from = 0;
  private to: number;
  private playing = 0;
  private readonly input: HTMLInputElement;
  private readonly chart: SVGElement;
  private readonly play: HTMLButtonElement;
  private readonly note: HTMLElement;

  constructor(box: HTMLElement, private timeline: Timeline, day: number, private readonly onDay: (day: number) => void) {
    this.day = day;
    this.to = span(timeline);
    this.input = must<HTMLInputElement>("input[type=range]", box);
    this.input.hidden = false;
    must(".days", box).remove();
    this.chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "histogram", "aria-hidden": "true" });
    this.play = make("button", { type: "button", class: "play", "aria-pressed": "false" });
    this.note = make("p", { class: "brush-note", hidden: "" });
    box.prepend(this.chart);
    box.append(this.note);
    must(".clock").insertBefore(this.play, box);
    this.play.addEventListener("click", () => (this.playing ? this.stop() : this.start()));
    this.input.addEventListener("input", () => this.go(Number(this.input.value)));
    this.brush();
    document.addEventListener("keydown", (event) => this.key(event));
    this.draw();
  }

  replace(timeline: Timeline): void {
    this.timeline = timeline;
    this.to = Math.min(this.to, span(timeline));
    this.draw();
  }

  get current(): number {
    return this.day;
  }

  /** Move to a day; outside the picked part the part is given up. */
  go(day: number, tell = true): void {
    const last = span(this.timeline);
    const wanted = Math.max(0, Math.min(last, day));
    if (wanted < this.from || wanted > this.to) this.pick(0, last);
    const moved = wanted !== this.day;
    this.day = wanted;
    this.mark();
    if (moved && tell) this.onDay(wanted);
  }

  private start(): void {
    if (this.day >= this.to) this.go(this.from);
    this.playing = window.setInterval(() => (this.day >= this.to ? this.stop() : this.go(this.day + 1)), PLAY_MS);
    this.mark();
  }

  private stop(): void {
    clearInterval(this.playing);
    this.playing = 0;
    this.mark();
  }

  /** Arrow keys step wherever no field or map has the focus; the space bar plays. */
  private key(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (event.altKey || event.ctrlKey || event.metaKey || target.closest("input, select, textarea, button, a, summary, .scroll, .canvas, [role=region]")) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 }[event.key];
    if (step !== undefined) this.go(this.day + step);
    else if (event.key === "Home") this.go(this.from);
    else if (event.key === "End") this.go(this.to);
    else if (event.key === " ") this.playing ? this.stop() : this.start();
    else return;
    event.preventDefault();
  }

  private draw(): void {
    const { claims, changes } = this.timeline;
    const days = span(this.timeline) + 1;
    const width = WIDTH / days;
    // one path a kind: hundreds of bars by themselves are drawn again with every step
    const bars = (name: string, counts: readonly number[], room: number, thin: number): SVGElement => {
      const most = Math.max(1, ...counts);
      const wide = Math.max(1, width * thin).toFixed(2);
      const drawn = counts.map((count, day) => {
        const high = (3 + (count / most) * (HEIGHT - room)).toFixed(2);
        return count ? `M${((day + (1 - thin) / 2) * width).toFixed(2)} ${HEIGHT}v-${high}h${wide}v${high}z` : "";
      });
      return svg("path", { class: name, d: drawn.join("") });
    };
    this.chart.replaceChildren(bars("h-claims", claims, 6, 0.84), bars("h-changes", changes, 8, 0.36));
    this.chart.append(svg("rect", { class: "h-brush", y: 0, height: HEIGHT }), svg("path", { class: "h-day" }));
    this.mark();
  }

  private mark(): void {
    const last = span(this.timeline);
    const width = WIDTH / (last + 1);
    this.input.max = String(last);
    this.input.value = String(this.day);
    this.input.setAttribute("aria-valuetext", this.spoken(this.day));
    const whole = this.from === 0 && this.to === last;
    const brush = must<SVGElement>(".h-brush", this.chart);
    brush.setAttribute("x", (this.from * width).toFixed(1));
    brush.setAttribute("width", whole ? "0" : ((this.to - this.from + 1) * width).toFixed(1));
    must<SVGElement>(".h-day", this.chart).setAttribute("d", `M${((this.day + 0.5) * width).toFixed(1)} 0V${HEIGHT}`);
    const words = this.timeline.words;
    this.play.textContent = this.playing ? "❚❚" : "▶";
    this.play.setAttribute("aria-label", (this.playing ? words["pause"] : words["play"]) ?? "");
    this.play.setAttribute("aria-pressed", String(this.playing !== 0));
    this.note.hidden = whole;
    if (!whole) this.describe();
    for (const field of $$<HTMLInputElement>("input[name=on][type=date]")) field.value = isoDay(this.timeline, this.day);
  }

  private describe(): void {
    const changed = this.timeline.changes.slice(this.from, this.to + 1).reduce((sum, n) => sum + n, 0);
    const clear = make("button", { type: "button", class: "small" }, this.timeline.words["brush_clear"] ?? "×");
    clear.addEventListener("click", () => this.pick(0, span(this.timeline)));
    const text = (this.timeline.words["brush"] ?? "{start} – {end}: {n}")
      .replace("{start}", this.spoken(this.from)).replace("{end}", this.spoken(this.to)).replace("{n}", String(changed));
    this.note.replaceChildren(`${text} `, clear);
  }

  private spoken(day: number): string {
    return new Date(isoDay(this.timeline, day)).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }

  private pick(from: number, to: number): void {
    this.from = from;
    this.to = to;
    if (this.day < from || this.day > to) this.go(Math.max(from, Math.min(to, this.day)));
    this.mark();
  }

  private brush(): void {
    let began: number | null = null;
    const at = (event: PointerEvent): number => {
      const box = this.chart.getBoundingClientRect();
      const last = span(this.timeline);
      return Math.max(0, Math.min(last, Math.floor(((event.clientX - box.left) / box.width) * (last + 1))));
    };
    this.chart.addEventListener("pointerdown", (event) => {
      began = at(event);
      this.chart.setPointerCapture(event.pointerId);
    });
    this.chart.addEventListener("pointermove", (event) => {
      if (began === null) return;
      const here = at(event);
      if (here !== began) this.pick(Math.min(began, here), Math.max(began, here));
    });
    this.chart.addEventListener("pointerup", (event) => {
      const here = at(event);
      if (began === here) this.go(here);
      began = null;
    });
  }
}
