// The moving map: the ground from tiles of our own, places as marks that a day switches on and off.
import { AttributionControl, LngLatBounds, Map as GlMap, ScaleControl, addProtocol, getRTLTextPluginStatus, setRTLTextPlugin, setWorkerUrl } from "maplibre-gl";
import type { ExpressionSpecification, FilterSpecification, GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { Protocol } from "pmtiles";
import type { FeatureCollection } from "geojson";
import { type PlaceLine, type Timeline, fetchRest } from "../data";
import { Chooser, type Found } from "./chooser";
import { type Ink, drawMark, markOf } from "./marks";
import { type Palette, ground, hatch, palette } from "./style";
import { namedFrom } from "./thin";

export interface Shown {
  side: string;
  standing: string;
  text: string;
  /** Ids of the places that the server chose by their claims; left out where it shows all. */
  only?: string[];
}

/** Something else that is drawn on the map: it is begun again after each change of colours. */
export interface MapPart {
  begin(map: GlMap, colours: Palette): void;
  picture(name: string, ink: Ink & { paper: string }, ratio: number): ImageData | null;
}

const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const ROOM = "room"; // a picture of nothing, about as large as a mark looks
const NEAR = { fine: 9, coarse: 16 }; // pixels between a pointer and the middle of a mark that it means
const OPEN = ["==", ["get", "id"], ["global-state", "open"]] as unknown as ExpressionSpecification;
const NAMED = ["<=", ["get", "named"], ["+", ["zoom"], 1]]; // a tile is drawn until its zoom has doubled
const TODAY = ["all", ["<=", ["get", "t0"], ["global-state", "t"]], [">=", ["get", "t1"], ["global-state", "t"]]];

export class ControlMap {
  private readonly map: GlMap;
  private readonly box: HTMLElement;
  private colours: Palette;
  private shown: Shown = { side: "", standing: "", text: "" };
  private ready = false;
  private readonly parts: MapPart[] = [];
  private readonly chooser: Chooser;

  constructor(box: HTMLElement, private timeline: Timeline, private day: number, view: View | null, onPlace: (id: string) => void, private readonly onMove: (view: View) => void) {
    setWorkerUrl(workerUrl);
    // names from right to left are known beforehand: without this script none of them would be drawn
    if (getRTLTextPluginStatus() === "unavailable" && timeline.places.some((place) => FROM_RIGHT.test(place.name)))
      void setRTLTextPlugin(`${location.origin}/static/app/rtl.mjs`, false);
    addProtocol("pmtiles", new Protocol().tile);
    this.box = box;
    this.chooser = new Chooser(box, onPlace);
    this.colours = palette(box);
    const start = view ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom } : this.whole();
    this.map = new GlMap({
      container: box,
      style: ground(this.colours, timeline.home, document.documentElement.lang),
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
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
    this.map.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.map.setMissingStyleImageResolver((id) => this.picture(id));
    this.map.on("load", () => this.begin());
    this.map.on("moveend", () => this.onMove(this.view()));
    this.map.on("movestart", () => this.chooser.hide());
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
    this.map.addSource("places", { type: "geojson", data: this.features(), attribution: escaped(this.timeline.places_credit) });
    this.map.addLayer({
      id: "open", type: "circle", source: "places", filter: TODAY as FilterSpecification,
      paint: { "circle-radius": 12, "circle-color": "transparent", "circle-stroke-color": colours.ink, "circle-stroke-width": 2.2, "circle-stroke-opacity": ["case", OPEN, 1, 0] },
    });
    // what is above is placed first: names look for room beside the marks, of which each takes as much as one sees of it
    this.map.addLayer({
      id: "names", type: "symbol", source: "places", filter: [...TODAY, NAMED] as FilterSpecification,
      layout: {
        "text-field": ["get", "name"], "text-font": ["Noto Sans"], "text-size": ["interpolate", ["linear"], ["get", "weight"], 0, 12, 1000000, 15],
        "text-variable-anchor": ["left", "right", "bottom", "top", "bottom-left", "bottom-right", "top-left", "top-right"], "text-radial-offset": ["case", ["==", ["get", "threatened"], 1], 1.15, 0.85], "text-justify": "auto", "text-padding": 2, "symbol-sort-key": ["-", 0, ["get", "weight"]],
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 1.6 },
    });
    this.map.addLayer({
      id: "marks", type: "symbol", source: "places", filter: TODAY as FilterSpecification,
      layout: { "icon-image": ["get", "mark"], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "order"] },
    });
    this.map.addLayer({
      id: "room", type: "symbol", source: "places", filter: TODAY as FilterSpecification,
      layout: { "icon-image": ROOM, "icon-size": ["case", ["==", ["get", "threatened"], 1], 1.35, 1], "icon-allow-overlap": true, "icon-ignore-placement": false, "icon-padding": 0 },
    });
    this.map.setGlobalStateProperty("open", "");
    this.map.setGlobalStateProperty("t", this.day);
    for (const layer of ["marks", "names"]) {
      this.map.on("mouseenter", layer, () => (this.map.getCanvas().style.cursor = "pointer"));
      this.map.on("mouseleave", layer, () => (this.map.getCanvas().style.cursor = ""));
    }
    this.ready = true;
    this.filter();
    for (const part of this.parts) part.begin(this.map, colours);
    this.map.once("idle", () => {
      this.box.dataset["ready"] = "yes";
      performance.mark("map-drawn");
    });
  }

  /** Places shown whose marks lie about a point of the screen, and those whose names do, the nearest first. */
  private near(x: number, y: number, reach: number): Found[] {
    if (!this.ready) return [];
    const inside = { layers: ["marks", "names"] };
    const seen = this.map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], inside);
    const named = new Set(this.map.queryRenderedFeatures([x, y], inside).map((one) => String(one.properties["id"])));
    const ids = new Set(seen.map((one) => String(one.properties["id"])));
    const far = (place: PlaceLine): number => {
      const at = this.map.project(place.at);
      return Math.hypot(at.x - x, at.y - y);
    };
    const some = this.timeline.places.filter((place) => ids.has(place.id)).map((place) => ({ place, far: far(place) }));
    const marks = some.filter((one) => one.far <= reach);
    // a name is meant where no mark is
    const found = marks.length > 0 ? marks : some.filter((one) => named.has(one.place.id));
    return found.sort((a, b) => a.far - b.far).map((one) => this.told(one.place));
  }

  private told(place: PlaceLine): Found {
    const stretch = place.s.find((one) => one[0] <= this.day && this.day <= one[1]);
    const note = stretch ? (this.timeline.sides[stretch[2]]?.name ?? "") : "";
    const picture = stretch ? drawMark(markOf(place, stretch), this.timeline.sides, this.ink, 1) : null;
    return { id: place.id, name: place.name, note, picture };
  }

  private features(): FeatureCollection {
    const order = { unknown: 0, stale: 1, claimed: 2, denied: 3, assessed: 4, contested: 5 };
    const named = namedFrom(this.timeline.places);
    const all = this.timeline.places.flatMap((place, at) =>
      place.s.map((stretch) => ({
        type: "Feature" as const,
        geometry: { type: "Point" as const, coordinates: place.at },
        properties: {
          id: place.id, name: place.name, weight: place.weight, named: named[at], t0: stretch[0], t1: stretch[1], mark: markOf(place, stretch),
          side: this.timeline.sides[stretch[2]]?.key ?? (stretch[2] === -2 ? "contested" : "unknown"),
          standing: stretch[4], threatened: stretch[5], order: order[stretch[4]] + stretch[5], text: place.name.toLocaleLowerCase(),
        },
      })),
    );
    return { type: "FeatureCollection", features: all };
  }

  /** Another ledger state (what was known at another time): the same map with other places. */
  replace(timeline: Timeline): void {
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
    if (this.ready) void this.map.getSource<GeoJSONSource>("places")?.setData(this.features());
  }

  add(part: MapPart): void {
    this.parts.push(part);
    if (this.ready) part.begin(this.map, this.colours);
  }

  setDay(day: number): void {
    this.day = day;
    if (this.ready) this.map.setGlobalStateProperty("t", day);
  }

  show(shown: Shown): void {
    this.shown = shown;
    this.filter();
  }

  private filter(): void {
    if (!this.ready) return;
    const { side, standing, text, only } = this.shown;
    const parts: unknown[] = [...TODAY];
    if (side) parts.push(["==", ["get", "side"], side]);
    if (standing === "threatened") parts.push(["==", ["get", "threatened"], 1]);
    else if (standing) parts.push(["==", ["get", "standing"], standing]);
    if (text) parts.push(["in", text.toLocaleLowerCase(), ["get", "text"]]);
    if (only) parts.push(["in", ["get", "id"], ["literal", only]]);
    for (const layer of ["open", "marks", ROOM]) this.map.setFilter(layer, parts as FilterSpecification);
    this.map.setFilter("names", [...parts, NAMED] as FilterSpecification);
  }

  choose(id: string | null): void {
    if (this.ready) this.map.setGlobalStateProperty("open", id ?? "");
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
    this.map.setStyle(ground(this.colours, this.timeline.home, document.documentElement.lang), { diff: false });
    this.map.once("style.load", () => this.begin());
  }
}

/** A name that a user's import brought, as text: the map's corner is written as HTML. */
function escaped(text: string): string {
  const box = document.createElement("span");
  box.textContent = text;
  return box.innerHTML;
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
