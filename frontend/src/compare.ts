// Two maps laid over each other with a divider to draw between them: by pointer, by touch, or by keys.
import type { Map as GlMap } from "maplibre-gl";
import { type Timeline, dayOf } from "./data";
import { $, $$, canDraw, make, must } from "./dom";

const STEP = 2;
let following = false; // a map moves because the other did

export async function startCompare(): Promise<void> {
  const main = $("main.compare");
  if (!main || !canDraw()) return; // the two drawn maps stay side by side
  const box = must(".halves", main);
  const halves = $$(".half", box);
  const gl = await import("./map/map");
  let timelines: Timeline[];
  try {
    timelines = await Promise.all(halves.map(async (half) => (await (await fetch(half.dataset["timeline"] ?? "")).json()) as Timeline));
  } catch {
    return;
  }
  box.classList.add("swiped");
  const maps: GlMap[] = [];
  const view = gl.readView(location.hash);
  halves.forEach((half, i) => {
    const timeline = timelines[i];
    if (!timeline) return;
    const canvas = must(".canvas", half);
    const open = (id: string): void => location.assign(half.querySelector("a")?.getAttribute("href")?.replace("/?", `/place/${encodeURIComponent(id)}?`) ?? "/");
    const map = new gl.ControlMap(canvas, timeline, dayOf(timeline, main.dataset["on"] ?? timeline.last), view, open, (now) =>
      history.replaceState(null, "", gl.writeView(now)),
    );
    map.add({ begin: (made) => together(maps, made), picture: () => null });
  });
  divide(box, must(".half:last-child .canvas", box));
}

/** What one map shows the other shows too. */
function together(maps: GlMap[], map: GlMap): void {
  if (maps.includes(map)) return; // begun again in other colours
  maps.push(map);
  map.on("move", () => {
    if (following) return;
    following = true;
    for (const other of maps) if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
    following = false;
  });
}

function divide(box: HTMLElement, upper: HTMLElement): void {
  const handle = make("div", { class: "divider", role: "slider", tabindex: "0", "aria-label": box.dataset["label"] ?? "", "aria-valuemin": "0", "aria-valuemax": "100", "aria-orientation": "horizontal" });
  box.append(handle);
  let at = 50;
  const put = (percent: number): void => {
    at = Math.max(0, Math.min(100, percent));
    upper.style.clipPath = `inset(0 0 0 ${at}%)`;
    handle.style.left = `${at}%`;
    handle.setAttribute("aria-valuenow", String(Math.round(at)));
    handle.setAttribute("aria-valuetext", (box.dataset["value"] ?? "{percent}").replace("{percent}", String(Math.round(at))));
  };
  handle.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -10, PageUp: 10, Home: -100, End: 100 }[event.key];
    if (step === undefined) return;
    put(at + step);
    event.preventDefault();
    event.stopPropagation();
  });
  handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const { left, width } = box.getBoundingClientRect();
    put(((event.clientX - left) / width) * 100);
  });
  put(at);
}
