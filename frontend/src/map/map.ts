// The moving map: the ground from tiles of our own, places as marks of the day, names once the day rests.
import { AttributionControl, LngLatBounds, Map as GlMap, ScaleControl, addProtocol, getRTLTextPluginStatus, prewarm, setRTLTextPlugin, setWorkerUrl } from "maplibre-gl";
import type { FilterSpecification, GeoJSONSource, SymbolLayerSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { PMTiles, Protocol } from "pmtiles";
import type { Feature, FeatureCollection } from "geojson";
import { type PlaceLine, type Timeline, fetchRest } from "../data";
import { $$, Rest, make } from "../dom";
import { Chooser, type Found } from "./chooser";
import { type Ink, drawMark, markOf } from "./marks";
import { type Here, Presence, type Shown, inWorld, worldSize } from "./present";
import { Sprites } from "./sprites";
import { BASE, type Palette, escaped, ground, hatch, palette } from "./style";

/** Something else that is drawn on the map: it is begun again after each change of colours. */
export interface MapPart {
  begin(map: GlMap, colours: Palette): void;
  picture(name: string, ink: Ink & { paper: string }, ratio: number): ImageData | null;
}

const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const ROOM = "room"; // a picture of nothing, about as large as a mark looks
const NEAR = { fine: 9, coarse: 16 }; // pixels between a pointer and the middle of a mark that it means
const REST = 220; // milliseconds without a step after which a day rests, where a step takes no time
const LONGEST = 2000;
const within = (zooms: number): unknown[] => ["<=", ["get", "named"], ["+", ["zoom"], zooms]];
const NAMED = within(1); // a tile is drawn until its zoom has doubled
const ROOMY = within(3); // of marks upon each other a few keep names away
// where a name that is kept whatever lies there may stand: beside its mark, then past the marks about it
const FAR = [0.95, 2.1].flatMap((far) =>
  ([["left", 1, 0], ["right", -1, 0], ["bottom", 0, -1], ["top", 0, 1], ["bottom-left", 0.7, -0.7], ["bottom-right", -0.7, -0.7], ["top-left", 0.7, 0.7], ["top-right", -0.7, 0.7]] as const).flatMap(([anchor, x, y]) => [anchor, [x * far, y * far]]),
);
const KEPT = ["<=", ["get", "kept"], ["zoom"]];

// begun as soon as this file is here, not when the places are: the worker, and the list of the tiles
setWorkerUrl(workerUrl);
prewarm();
const tiles = new Protocol();
const base = new PMTiles(`${location.origin}${BASE}`);
tiles.add(base);
void base.getHeader().catch(() => undefined); // asked for again by the map, which says what is wrong
addProtocol("pmtiles", tiles.tile);

export class ControlMap {
  private readonly map: GlMap;
  private readonly box: HTMLElement;
  private colours: Palette;
  private shown: Shown = { side: "", standing: "", text: "" };
  private ready = false;
  private presence: Presence;
  private here: Here[] = [];
  private sprites: Sprites | null = null;
  private named = ""; // what the names were laid out for
  private readonly resting = new Rest();
  private opened: string | null = null;
  /** What the page came with: it stays over the map until that is drawn as a whole, or until it no longer says the same. */
  private readonly printed = make("div", { class: "printed" });
  /** Milliseconds without a step after which a day rests: a slow browser is not given names and words between two steps. */
  pause = REST;
  private readonly parts: MapPart[] = [];
  private readonly chooser: Chooser;

  constructor(box: HTMLElement, private timeline: Timeline, private day: number, view: View | null, onPlace: (id: string) => void, private readonly onMove: (view: View) => void) {
    // names from right to left are known beforehand: without this script none of them would be drawn
    if (getRTLTextPluginStatus() === "unavailable" && timeline.places.some((place) => FROM_RIGHT.test(place.name)))
      void setRTLTextPlugin(`${location.origin}/static/app/rtl.mjs`, false);
    this.box = box;
    this.printed.append(...box.childNodes);
    box.classList.add("gl", "wh-map");
    this.chooser = new Chooser(box, onPlace);
    this.colours = palette(box);
    this.presence = Presence.of(timeline);
    const start = view ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom } : this.whole();
    const made = (): GlMap => new GlMap({
      container: box,
      style: ground(this.colours, timeline.home, document.documentElement.lang, timeline.borders),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      maxZoom: 12,
      minZoom: 1.5,
      renderWorldCopies: true,
      locale: { "AttributionControl.ToggleAttribution": timeline.words["credits"] ?? "", "Map.Title": timeline.words["map_label"] ?? "" },
      ...start,
    });
    try {
      this.map = made();
    } catch (error) {
      box.classList.remove("gl");
      box.replaceChildren(...this.printed.childNodes); // no moving map here: the printed one stays
      throw error;
    }
    for (const drawn of $$("svg", this.printed)) drawn.setAttribute("preserveAspectRatio", "xMidYMid meet"); // as this one begins
    if (this.printed.firstElementChild && !view) box.append(this.printed); // another view has no picture
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
    this.map.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.map.setMissingStyleImageResolver((id) => this.picture(id));
    void this.map.once("style.load", () => this.begin()); // not when the ground is drawn: both are laid out together
    this.map.on("moveend", () => this.onMove(this.view()));
    this.map.on("movestart", () => {
      this.printed.remove(); // it would stand still over a map that moves
      this.chooser.hide();
    });
    this.map.on("mousemove", ({ point }) => {
      this.map.getCanvas().style.cursor = this.near(point.x, point.y, NEAR.fine).length > 0 ? "pointer" : "";
    });
    this.map.on("click", (event) => {
      const { x, y } = event.point;
      const found = this.near(x, y, matchMedia("(pointer: coarse)").matches ? NEAR.coarse : NEAR.fine);
      if (found.length === 0) return;
      event.preventDefault(); // no layer under them opens as well
      this.chooser.offer(found, x, y);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.map.getCanvas()) return;
      event.preventDefault();
      const { clientWidth, clientHeight } = box;
      this.chooser.offer(this.near(clientWidth / 2, clientHeight / 2, Math.max(clientWidth, clientHeight)), clientWidth / 2, 24);
    });
    this.complete(timeline);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  private whole(): { bounds: LngLatBounds; fitBoundsOptions: { padding: number; maxZoom: number } } | { center: [number, number]; zoom: number } {
    const box = this.timeline.box;
    if (!box) return { center: [20, 20], zoom: 2 };
    return { bounds: new LngLatBounds([box[0], box[1]], [box[2], box[3]]), fitBoundsOptions: { padding: 12, maxZoom: 9 } };
  }

  private get ink(): Ink {
    const { land, ink, neutral, threat } = this.colours;
    return { land, ink, neutral, threat, dark: matchMedia("(prefers-color-scheme: dark)").matches };
  }

  private picture(name: string): void {
    if (this.map.hasImage(name)) return;
    if (name === ROOM) return void this.map.addImage(name, new ImageData(13, 13));
    const ratio = Math.max(1, Math.min(3, Math.round(devicePixelRatio)));
    const other = { ...this.ink, paper: this.colours.paper };
    for (const part of this.parts) {
      const drawn = part.picture(name, other, ratio);
      if (drawn) return void this.map.addImage(name, drawn, { pixelRatio: ratio });
    }
    const made = name === "disputed" ? hatch(this.colours, ratio) : drawMark(name, this.timeline.sides, this.ink, ratio);
    this.map.addImage(name, made, { pixelRatio: ratio });
  }

  private begin(): void {
    const colours = this.colours;
    const style = {
      layout: {
        "text-field": ["get", "name"], "text-font": ["Noto Sans"], "text-size": ["interpolate", ["linear"], ["get", "weight"], 0, 12, 1000000, 15],
        "text-variable-anchor": ["left", "right", "bottom", "top", "bottom-left", "bottom-right", "top-left", "top-right"], "text-radial-offset": ["case", ["==", ["get", "threatened"], 1], 1.15, 0.85], "text-justify": "auto", "text-padding": 2, "symbol-sort-key": ["-", 0, ["get", "weight"]],
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 1.6 },
    };
    this.here = this.presence.on(this.day);
    this.named = this.key();
    this.map.addSource("places", { type: "geojson", data: collection(this.names()), attribution: escaped(this.timeline.places_credit) });
    this.map.addSource("open", { type: "geojson", data: collection(this.ring()) });
    this.map.addLayer({
      id: "open", type: "circle", source: "open",
      paint: { "circle-radius": 12, "circle-color": "transparent", "circle-stroke-color": colours.ink, "circle-stroke-width": 2.2 },
    });
    // what is above is placed first: names look for room beside the marks, of which each takes as much as one sees of it
    this.map.addLayer({ id: "names", type: "symbol", source: "places", filter: ["all", NAMED, ["!", KEPT]] as unknown as FilterSpecification, ...style } as SymbolLayerSpecification);
    this.sprites = new Sprites((name, ratio) => drawMark(name, this.timeline.sides, this.ink, ratio), (taken) => {
      this.box.dataset["day"] = String(this.day);
      this.pause = Math.min(LONGEST, REST + 2 * taken);
    });
    this.map.addLayer(this.sprites);
    this.map.addLayer({ id: "first-names", type: "symbol", source: "places", filter: KEPT as unknown as FilterSpecification, ...style, layout: { ...style.layout, "text-variable-anchor-offset": FAR, "text-overlap": "always" } } as SymbolLayerSpecification);
    this.map.addLayer({
      id: ROOM, type: "symbol", source: "places", filter: ROOMY as unknown as FilterSpecification,
      layout: { "icon-image": ROOM, "icon-size": ["case", ["==", ["get", "threatened"], 1], 1.35, 1], "icon-allow-overlap": true, "icon-ignore-placement": false, "icon-padding": 0 },
      paint: { "icon-opacity": 0 }, // it takes room, and no time to draw
    });
    this.ready = true;
    this.sprites.put(this.presence, this.here);
    for (const part of this.parts) part.begin(this.map, colours);
    this.map.once("idle", () => {
      this.printed.remove();
      this.box.dataset["ready"] = "yes";
      performance.mark("map-drawn");
    });
  }

  /** Places shown whose marks lie about a point of the screen, and those whose names do, the nearest first. */
  private near(x: number, y: number, reach: number): Found[] {
    if (!this.ready) return [];
    const marks = this.marksAbout(x, y, reach);
    if (marks.length > 0) return marks;
    // a name is meant where no mark is
    const named = new Set(this.map.queryRenderedFeatures([x, y], { layers: ["names", "first-names"] }).map((one) => String(one.properties["id"])));
    return this.timeline.places.filter((place) => named.has(place.id)).map((place) => this.told(place));
  }

  private marksAbout(x: number, y: number, reach: number): Found[] {
    const size = worldSize(this.map.getZoom());
    const { lng, lat } = this.map.unproject([x, y]);
    const [east, south] = inWorld([lng, lat]);
    const found: { place: PlaceLine; far: number }[] = [];
    for (const { at } of this.here) {
      const aside = (this.presence.world[2 * at] ?? 0) - east;
      const far = Math.hypot(aside - Math.round(aside), (this.presence.world[2 * at + 1] ?? 0) - south) * size;
      const place = this.timeline.places[at];
      if (place && far <= reach) found.push({ place, far });
    }
    return found.sort((a, b) => a.far - b.far).map((one) => this.told(one.place));
  }

  private told(place: PlaceLine): Found {
    const stretch = place.s.find((one) => one[0] <= this.day && this.day <= one[1]);
    const note = stretch ? (this.timeline.sides[stretch[2]]?.name ?? "") : "";
    const picture = stretch ? drawMark(markOf(place, stretch), this.timeline.sides, this.ink, 1) : null;
    return { id: place.id, name: place.name, note, picture };
  }

  /** The day's places as points, for their names and for the room of their marks. */
  private names(): Feature[] {
    const { named, kept } = this.presence.spread;
    return this.here.flatMap(({ at, threatened }) => {
      const place = this.timeline.places[at];
      if (!place) return [];
      const { id, name, weight } = place;
      return [point(place, { id, name, weight, named: named[at], kept: kept[at], threatened: Number(threatened) })];
    });
  }

  /** What names and their room depend on: which places are there, and which are threatened. */
  private key(): string {
    return this.here.map(({ at, threatened }) => (threatened ? -at - 1 : at)).sort((a, b) => a - b).join();
  }

  private ring(): Feature[] {
    const place = this.here.map(({ at }) => this.timeline.places[at]).find((one) => one?.id === this.opened);
    return place ? [point(place, {})] : [];
  }

  /** Another ledger state (what was known at another time): the same map with other places. */
  replace(timeline: Timeline): void {
    this.printed.remove();
    this.timeline = timeline;
    this.refill();
    this.complete(timeline);
  }

  /** A large timeline comes in parts: the map is drawn with the first, and once more when the others are there. */
  private complete(timeline: Timeline): void {
    if (!timeline.next) return;
    void fetchRest(timeline).then((whole) => {
      if (whole && this.timeline === timeline) this.refill();
    });
  }

  private refill(): void {
    this.presence = Presence.of(this.timeline);
    this.presence.show(this.shown);
    this.named = "";
    this.update();
  }

  /** The marks at once, names and their room when no other step follows. */
  private update(): void {
    if (!this.ready) return;
    this.here = this.presence.on(this.day);
    this.sprites?.put(this.presence, this.here);
    this.resting.after(this.pause, () => {
      if (this.opened) this.fill("open", this.ring());
      const now = this.key();
      if (now === this.named) return;
      this.named = now;
      this.fill("places", this.names());
    });
  }

  private fill(source: string, features: Feature[]): void {
    void this.map.getSource<GeoJSONSource>(source)?.setData(collection(features));
  }

  add(part: MapPart): void {
    this.parts.push(part);
    if (this.ready) part.begin(this.map, this.colours);
  }

  setDay(day: number): void {
    if (day !== this.day) this.printed.remove();
    this.day = day;
    this.update();
  }

  show(shown: Shown): void {
    if (JSON.stringify(shown) !== JSON.stringify(this.shown)) this.printed.remove();
    this.shown = shown;
    this.presence.show(shown);
    this.update();
  }

  choose(id: string | null): void {
    this.opened = id;
    if (this.ready) this.fill("open", this.ring());
  }

  /** Bring a place into sight, without hurry where the reader wants no motion. */
  goTo(place: PlaceLine): void {
    const seen = this.map.getBounds().contains(place.at);
    if (!seen || this.map.getZoom() < 5) this.map.easeTo({ center: place.at, zoom: Math.max(7, this.map.getZoom()) });
  }

  zoom(which: string): void {
    if (which === "in") this.map.zoomIn();
    else if (which === "out") this.map.zoomOut();
    else if (this.timeline.box) this.map.fitBounds([this.timeline.box[0], this.timeline.box[1], this.timeline.box[2], this.timeline.box[3]], { padding: 12, maxZoom: 9 });
  }

  view(): View {
    const at = this.map.getCenter();
    return { lon: at.lng, lat: at.lat, zoom: this.map.getZoom() };
  }

  private recolour(): void {
    this.colours = palette(this.box);
    this.ready = false;
    for (const name of this.map.listImages()) this.map.removeImage(name);
    this.map.setStyle(ground(this.colours, this.timeline.home, document.documentElement.lang, this.timeline.borders), { diff: false });
    this.map.once("style.load", () => this.begin());
  }
}

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

function point(place: PlaceLine, properties: Record<string, unknown>): Feature {
  return { type: "Feature", geometry: { type: "Point", coordinates: place.at }, properties };
}

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** `#7.2/34.8/38.9`: zoom, latitude, longitude, as other maps write it. */
export function readView(hash: string): View | null {
  const parts = hash.replace(/^#/, "").split("/").map(Number);
  const [zoom, lat, lon] = parts;
  if (parts.length !== 3 || zoom === undefined || lat === undefined || lon === undefined || parts.some((v) => !Number.isFinite(v))) return null;
  return Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22 ? { zoom, lat, lon } : null;
}

export function writeView(view: View): string {
  return `#${view.zoom.toFixed(2)}/${view.lat.toFixed(4)}/${view.lon.toFixed(4)}`;
}
