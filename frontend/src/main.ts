import "./app.css";
// Everything works without this file, by links and forms. With it the map moves, the day slides and dossiers open beside
// the map; where the browser has WebGL 2 the map is drawn from tiles, else the printed map is moved about.
import { startCompare } from "./compare";
import { startCopy } from "./copy";
import { type Timeline, dayOf, fetchTimeline, isoDay } from "./data";
import { $, $$, Rest, canDraw, must, plain, svg } from "./dom";
import { LayerOverlay } from "./layers/overlay";
import { lastChoice, startSwitches } from "./layers/switches";
import { DrawnMap, type Window } from "./map/drawn";
import { Chooser } from "./map/chooser";
import type { ControlMap } from "./map/map";
import { startEmbed } from "./embed";
import { startSearch } from "./search";
import { startViews } from "./views";
import { closeDossier, load, openDossier, stopped, withDay } from "./panel";
import { startTable } from "./table";
import { DaySlider } from "./time/slider";
import { type Changes, startTold } from "./told";

let drawn: DrawnMap | null = null;
let moving: ControlMap | null = null;
let slider: DaySlider | null = null;
let layers: LayerOverlay | null = null;
let timeline: Timeline | null = null;

function board(): HTMLElement | null {
  return $("main.board");
}

function address(changes: Record<string, string | null>): string {
  const here = new URL(location.href);
  for (const [key, value] of Object.entries(changes)) {
    if (value) here.searchParams.set(key, value);
    else here.searchParams.delete(key);
  }
  return here.pathname + here.search;
}

async function start(): Promise<void> {
  const main = board();
  if (!main) return;
  main.classList.add("live");
  must(".zoom", main).hidden = false;
  for (const button of $$("[data-zoom]", main)) button.addEventListener("click", () => (moving ?? drawn)?.zoom(button.dataset["zoom"] ?? ""));
  main.addEventListener("click", (event) => clicked(event));
  wire(main);
  const coming = fetchTimeline(new URL(location.href).searchParams.get("as_known")).catch(() => null);
  const code = import("./map/map"); // all at once: none waits for the other
  const last = lastChoice(main);
  if (!canDraw()) return startDrawn(main);
  const enter = (id: string): void => void open(`/place/${encodeURIComponent(id)}${location.search}`);
  layers = new LayerOverlay(() => timeline?.sides ?? [], enter);
  if (!last) void layers.show(location.search);
  const gl = await code;
  timeline = await coming;
  if (!timeline) return startDrawn(main); // the drawn map is there already
  const box = must("#map", main);
  const view = gl.readView(location.hash);
  const hatchings = $("defs", box); // swatches of the legend and the table refer to them
  const kept = svg("svg", { class: "wh-map defs", "aria-hidden": "true" });
  if (hatchings) kept.append(hatchings);
  main.append(kept);
  const day = dayOf(timeline, main.dataset["on"] ?? timeline.last);
  try {
    moving = new gl.ControlMap(box, timeline, day, view, enter, (now) => history.replaceState(null, "", gl.writeView(now)));
  } catch {
    return startDrawn(main);
  }
  moving.add(layers);
  if (last) void showDay(last);
  slider = new DaySlider(must(".slider", main), timeline, day, (now) => changed(now));
  const wanted = new URL(location.href).searchParams.get("place");
  if (wanted) void open(`/place/${encodeURIComponent(wanted)}${location.search}`, false);
}

/** The parts of the board that are written anew for each day. */
function wire(main: HTMLElement): void {
  startSwitches(main, (to) => void showDay(to));
  startTable(main, (id) => drawn?.choose(id), (shown) => moving?.show(shown));
  for (const link of $$<HTMLAnchorElement>("a.step", main))
    link.addEventListener("click", (event) => {
      if (!plain(event)) return;
      event.preventDefault();
      if (slider) slider.go(slider.current + (link.rel === "prev" ? -1 : 1));
      else void showDay(link.href);
    });
  const field = must<HTMLInputElement>(".clock input[name=on]", main);
  field.addEventListener("change", () => {
    if (!field.value) return;
    const inside = slider && timeline && field.value >= timeline.first && field.value <= timeline.last;
    if (inside && slider && timeline) slider.go(dayOf(timeline, field.value));
    else location.assign(address({ on: field.value }));
  });
}

/** Another viewpoint or another knowledge: the same day, told anew. */
async function retell(changes: Changes): Promise<void> {
  const on = timeline && slider ? isoDay(timeline, slider.current) : null;
  const to = address(on ? { on, ...changes } : changes);
  if (!moving || !slider) return showDay(to);
  history.replaceState(null, "", to + location.hash);
  try {
    timeline = await fetchTimeline(new URL(location.href).searchParams.get("as_known"));
  } catch {
    return location.assign(to); // the page says what is wrong
  }
  moving.replace(timeline);
  slider.replace(timeline);
  slider.go(dayOf(timeline, changes["on"] ?? on ?? timeline.last), false);
  moving.setDay(slider.current);
  await showDay(to);
}

const rest = new Rest();

/** The slider stands on another day: the map follows at once, words and table when it rests. */
function changed(day: number): void {
  if (!timeline) return;
  moving?.setDay(day);
  const on = isoDay(timeline, day);
  rest.after((moving?.pause ?? 180) + 60, () => void showDay(address({ on })));
}

async function showDay(to: string): Promise<void> {
  void layers?.show(new URL(to, location.href).search);
  let page: Document;
  try {
    page = await load(to, moving !== null);
  } catch (error) {
    if (!stopped(error)) location.assign(to);
    return;
  }
  const fresh = $("main.board", page);
  const main = board();
  if (!fresh || !main) return location.assign(to);
  const place = $("#panel:not([hidden])")?.dataset["place"];
  const focus = document.activeElement?.closest("[aria-label]")?.getAttribute("aria-label");
  for (const part of [".language", ".masthead .sections", ".menu nav"]) $(part)?.replaceWith(document.adoptNode(must(part, page)));
  history.replaceState(null, "", to + location.hash);
  if (moving) {
    const stepping = $<HTMLDetailsElement>("details.known", main)?.open ?? false;
    for (const part of [".lead", ".legend.sides", ".layers-legend", ".layer-lists", ".places", ".ends"]) must(part, main).replaceWith(document.adoptNode(must(part, fresh)));
    must<HTMLDetailsElement>("details.known", main).open = stepping;
    follow(main, fresh);
    startTable(main, () => undefined, (shown) => moving?.show(shown));
  } else {
    const view: Window | undefined = drawn?.view;
    main.replaceWith(document.adoptNode(fresh));
    restart(view);
  }
  if (place) void open(withDay(place, to), false);
  if (focus) refocus(focus);
}

/** What stays in the page says the same as the page of that day: its links, their names, what its forms carry along. */
function follow(main: HTMLElement, fresh: HTMLElement): void {
  const steps = $$<HTMLAnchorElement>("a.step", fresh);
  $$<HTMLAnchorElement>("a.step", main).forEach((link, i) => {
    for (const name of ["href", "aria-label"]) link.setAttribute(name, steps[i]?.getAttribute(name) ?? "");
  });
  for (const form of ["form.clock", "form.layers"]) {
    for (const old of $$("input[type=hidden]", must(form, main))) old.remove();
    must(form, main).prepend(...$$("input[type=hidden]", must(form, fresh)).map((one) => document.adoptNode(one)));
  }
}

/** What has the label that had the focus; where it is folded away now, its fold. */
function refocus(label: string): void {
  const item = $$("[aria-label]").find((one) => one.getAttribute("aria-label") === label);
  const fold = item?.closest("details:not([open])");
  (fold ? $("summary", fold) : item)?.focus();
}

function startDrawn(main: HTMLElement, view?: Window): void {
  drawn = new DrawnMap(must("#map", main), view);
  const range = must<HTMLInputElement>("input[type=range]", main);
  const first = Date.parse(main.dataset["first"] ?? "");
  range.hidden = false;
  range.addEventListener("input", () => {
    const on = new Date(first + Number(range.value) * 864e5).toISOString().slice(0, 10);
    must<HTMLInputElement>("input[name=on]", main).value = on;
    rest.after(120, () => void showDay(address({ on })).then(() => $("input[type=range]")?.focus()));
  });
}

function restart(view?: Window): void {
  const main = board();
  if (!main) return;
  main.classList.add("live");
  must(".zoom", main).hidden = false;
  for (const button of $$("[data-zoom]", main)) button.addEventListener("click", () => drawn?.zoom(button.dataset["zoom"] ?? ""));
  main.addEventListener("click", (event) => clicked(event));
  wire(main);
  startDrawn(main, view);
}

function clicked(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a.to-place, .points a");
  if (!link || !plain(event)) return;
  if (drawn?.dragged) return event.preventDefault();
  if (overlapping(link, event)) return event.preventDefault();
  if (matchMedia("(max-width:60rem)").matches && !moving) return;
  event.preventDefault();
  void open(link.getAttribute("href") ?? "");
}

/** On the drawn map: whether other marks lie under the same pointer, so that the reader is asked which one is meant. */
function overlapping(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const links = link.closest(".points") && event.detail > 0 ? (drawn?.near(event.clientX, event.clientY) ?? []) : [];
  if (links.length < 2) return false;
  const box = must("#map");
  const { left, top } = box.getBoundingClientRect();
  const to = (at: string): string => links[Number(at)]?.getAttribute("href") ?? "";
  const chooser = new Chooser(box, (at) => void (matchMedia("(max-width:60rem)").matches ? location.assign(to(at)) : open(to(at))));
  chooser.offer(links.map((one, i) => ({ id: String(i), name: one.getAttribute("aria-label") ?? "", note: "", picture: null })), event.clientX - left, event.clientY - top);
  return true;
}

async function open(to: string, focus = true): Promise<void> {
  const id = await openDossier(to, close, focus);
  if (!id) return;
  moving?.choose(id);
  drawn?.choose(id, true);
  const place = timeline?.places.find((one) => one.id === id);
  if (place) moving?.goTo(place);
}

function close(): void {
  if (!closeDossier()) return;
  moving?.choose(null);
  drawn?.choose(null, true);
  $("#map canvas, #map")?.focus({ preventScroll: true });
  const { top, bottom } = must("#map").getBoundingClientRect();
  if (bottom < 120 || top > innerHeight - 120) must("#map").scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
startTold((changes) => void retell(changes));
startSearch();
startViews();
startCopy();
void startCompare();
void startEmbed();
void start();
if ($("main.review")) void import("./review/review").then((desk) => desk.start());
