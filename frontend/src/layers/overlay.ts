// The layers on the moving map: dots, discs, arrows and rings under the places, icons over them.
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as GlMap, MapMouseEvent } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { Side } from "../data";
import { make } from "../dom";
import type { MapPart } from "../map/map";
import { type Ink, tone } from "../map/marks";
import type { Palette } from "../map/style";
import { type Arrow, type At, type Layers, type Sign, fetchLayers } from "./data";
import { DOT, layerPicture } from "./pictures";

const BEND = 0.14; // as on the printed map (views/overlay_svg.py)
const CLEAR = 14; // pixels between an arrow's ends and the middle of a place
const HEAD = 8;
const FEW = 2; // icons of one place, one more is drawn rather than counted
const SOURCES = ["l-dots", "l-discs", "l-lines", "l-heads", "l-rings", "l-events", "l-disputes"];
const POINTED = ["l-disputes", "l-events", "l-rings", "l-heads", "l-near", "l-lines", "l-discs"];
const EQUATOR = 40075.017;
const NONE: Layers = { layers: [], disputes: [], arrows: [], rings: [], events: [], discs: [], dots: [], spacing: 5, glyphs: {} };

export class LayerOverlay implements MapPart {
  private shown: Layers = NONE;
  private map: GlMap | null = null;
  private running: AbortController | null = null;
  private readonly filled = new Set<string>();
  private readonly tip = make("div", { class: "map-tip", hidden: "" });

  constructor(private readonly sides: () => readonly Side[], private readonly open: (id: string) => void) {}

  /** The layers of an address; the last ones stay until they are here. */
  async show(search: string): Promise<void> {
    this.running?.abort();
    this.running = new AbortController();
    try {
      this.shown = await fetchLayers(search, this.running.signal);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      this.shown = NONE; // better no layer than that of another day
    }
    this.fill();
  }

  picture(name: string, ink: Ink & { paper: string }, ratio: number): ImageData | null {
    return layerPicture(name, this.sides(), ink, this.shown.glyphs, ratio);
  }

  begin(map: GlMap, colours: Palette): void {
    const first = this.map !== map;
    this.map = map;
    this.filled.clear(); // a style that is set anew has none of them
    for (const id of SOURCES) if (!map.getSource(id)) map.addSource(id, { type: "geojson", data: collection([]) });
    for (const layer of under(colours, this.sides())) map.addLayer(layer, "open");
    for (const layer of over()) map.addLayer(layer);
    if (first) this.listen(map);
    this.fill();
  }

  private listen(map: GlMap): void {
    map.getContainer().append(this.tip);
    map.on("zoomend", () => this.aim());
    map.on("mousemove", (event) => this.point(event));
    map.on("mouseout", () => (this.tip.hidden = true));
    map.on("click", (event) => {
      if (event.defaultPrevented) return; // a place's own mark or name
      const id = this.under(event)?.properties["id"];
      if (typeof id === "string") this.open(id);
    });
  }

  private under(event: MapMouseEvent): { properties: Record<string, unknown> } | undefined {
    if (!this.map?.getLayer("l-discs")) return undefined;
    return this.map.queryRenderedFeatures(event.point, { layers: POINTED })[0];
  }

  /** What the sign under the pointer says; the list beside the map says the same without a pointer. */
  private point(event: MapMouseEvent): void {
    const found = this.under(event);
    this.tip.hidden = !found;
    if (!found) return;
    this.tip.textContent = String(found.properties["text"] ?? "");
    const room = this.map?.getContainer().clientWidth ?? 0;
    this.tip.style.left = `${Math.min(event.point.x + 12, Math.max(0, room - 240))}px`;
    this.tip.style.top = `${event.point.y + 14}px`;
  }

  private fill(): void {
    if (!this.map?.getSource("l-dots")) return;
    const { dots, discs, rings, events, disputes } = this.shown;
    this.set("l-dots", dots.map(([lon, lat, side, strength]) => point([lon, lat], { icon: `dot|${side}`, size: Math.sqrt(strength) })));
    this.set("l-discs", discs.map((disc) => point(disc.at, { id: disc.id, radius: disc.radius, text: disc.text })));
    this.set("l-rings", rings.map((ring) => point(ring.at, { id: ring.id, icon: `siege|${ring.side}|${Number(ring.interested)}`, text: ring.text })));
    this.set("l-events", events.map((sign) => signed(sign)));
    this.set("l-disputes", disputes.map((sign) => signed(sign)));
    this.map.setLayoutProperty("l-dots", "icon-size", sizes(this.shown.spacing, dots[0]?.[1] ?? 0));
    this.aim();
  }

  /** Arrows keep their distance from places in pixels, so they are laid anew for each zoom. */
  private aim(): void {
    if (!this.map?.getSource("l-lines")) return;
    const scale = 512 * 2 ** this.map.getZoom();
    const laid = this.shown.arrows.map((arrow) => lay(arrow, scale));
    this.set("l-lines", laid.map((one) => one.line));
    this.set("l-heads", laid.map((one) => one.head));
  }

  private set(id: string, features: Feature[]): void {
    if (features.length === 0 && !this.filled.has(id)) return; // laying out nothing would cost a frame as well
    this.filled.add(id);
    void this.map?.getSource<GeoJSONSource>(id)?.setData(collection(features));
  }
}

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

function feature(geometry: Geometry, properties: Record<string, unknown>): Feature {
  return { type: "Feature", geometry, properties };
}

function point(at: At, properties: Record<string, unknown>): Feature {
  return feature({ type: "Point", coordinates: at }, properties);
}

function signed(sign: Sign): Feature {
  const few = sign.icons.length <= FEW + 1 ? sign.icons : [...sign.icons.slice(0, FEW), `+${sign.icons.length - FEW}`];
  return point(sign.at, { id: sign.id, text: sign.text, few: `badges|${few.join(",")}`, all: `badges|${sign.icons.join(",")}`, order: -sign.icons.length });
}

type Pixel = [number, number];

function project([lon, lat]: At, scale: number): Pixel {
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  return [(0.5 + lon / 360) * scale, y * scale];
}

function unproject([x, y]: Pixel, scale: number): At {
  const lat = (360 / Math.PI) * Math.atan(Math.exp((0.5 - y / scale) * 2 * Math.PI)) - 90;
  return [(x / scale - 0.5) * 360, lat];
}

function toward(from: Pixel, aim: Pixel, by: number): Pixel {
  const far = Math.hypot(aim[0] - from[0], aim[1] - from[1]) || 1;
  return [from[0] + ((aim[0] - from[0]) / far) * by, from[1] + ((aim[1] - from[1]) / far) * by];
}

/** An arrow that bends a little to its left: its line, and its head at the end of it. */
function lay(arrow: Arrow, scale: number): { line: Feature; head: Feature } {
  const [a, b] = [project(arrow.from, scale), project(arrow.at, scale)];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy) || 1;
  const middle: Pixel = [(a[0] + b[0]) / 2 + dy * BEND, (a[1] + b[1]) / 2 - dx * BEND];
  const clear = Math.min(CLEAR, length * 0.28);
  const [start, tip] = [toward(a, middle, clear), toward(b, middle, clear)];
  const end = toward(tip, middle, Math.min(HEAD, length * 0.3));
  const points: At[] = [];
  for (let i = 0; i <= 24; i++) {
    const t = i / 24;
    const at = (n: 0 | 1): number => (1 - t) ** 2 * start[n] + 2 * t * (1 - t) * middle[n] + t ** 2 * end[n];
    points.push(unproject([at(0), at(1)], scale));
  }
  const turn = (Math.atan2(tip[0] - end[0], end[1] - tip[1]) * 180) / Math.PI;
  const told = { id: arrow.id, text: arrow.text, side: arrow.side };
  return {
    line: feature({ type: "LineString", coordinates: points }, { ...told, inferred: Number(arrow.inferred) }),
    head: point(unproject(tip, scale), { ...told, icon: `head|${arrow.side}|${Number(arrow.interested)}`, turn }),
  };
}

/** A dot's size by zoom: half the spacing at most, whatever the scale. */
function sizes(spacing: number, latitude: number): ExpressionSpecification {
  const perPixel = (zoom: number): number => (EQUATOR * Math.cos((latitude * Math.PI) / 180)) / 512 / 2 ** zoom;
  const at = (zoom: number): number => Math.max(0.9, (spacing / perPixel(zoom)) * 0.52) / DOT;
  return ["interpolate", ["exponential", 2], ["zoom"], 3, ["*", ["get", "size"], at(3)], 12, ["*", ["get", "size"], at(12)]] as unknown as ExpressionSpecification;
}

const placed = { "icon-allow-overlap": true, "icon-ignore-placement": true };

function under(colours: Palette, sides: readonly Side[]): LayerSpecification[] {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = { "circle-color": colours.ink, "circle-opacity": dark ? 0.4 : 0.32, "circle-blur": 0.95 }; // no edge: it is no ring
  const colour = ["match", ["get", "side"], ...sides.flatMap((side, i) => [i, tone(side, { dark, neutral: colours.neutral })]), colours.neutral];
  const line = { type: "line", source: "l-lines", layout: { "line-cap": "butt", "line-join": "round" } };
  return [
    { id: "l-dots", type: "symbol", source: "l-dots", layout: { "icon-image": ["get", "icon"], "icon-size": 1, ...placed }, paint: { "icon-opacity": dark ? 0.42 : 0.34 } },
    { id: "l-discs", type: "circle", source: "l-discs", paint: { "circle-radius": ["get", "radius"], ...ink } },
    { ...line, id: "l-halo", paint: { "line-color": colours.land, "line-width": 5.4 } },
    { ...line, id: "l-lines", filter: ["==", ["get", "inferred"], 0], paint: { "line-color": sides.length ? colour : colours.neutral, "line-width": 2.6 } },
    { ...line, id: "l-near", filter: ["==", ["get", "inferred"], 1], paint: { "line-color": sides.length ? colour : colours.neutral, "line-width": 2.6, "line-dasharray": [1.9, 1.3] } },
    { id: "l-heads", type: "symbol", source: "l-heads", layout: { "icon-image": ["get", "icon"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", ...placed } },
    { id: "l-spots", type: "circle", source: "l-events", paint: { "circle-radius": 2.6, "circle-color": colours.land, "circle-stroke-color": colours.soft, "circle-stroke-width": 1 } },
    { id: "l-rings", type: "symbol", source: "l-rings", layout: { "icon-image": ["get", "icon"], ...placed } },
  ] as unknown as LayerSpecification[];
}

function over(): LayerSpecification[] {
  const icon = ["step", ["zoom"], ["get", "few"], 8, ["get", "all"]];
  return [
    { id: "l-events", type: "symbol", source: "l-events", layout: { "icon-image": icon, "icon-anchor": "bottom-left", "icon-offset": [4, -4], "icon-padding": 0, "symbol-sort-key": ["get", "order"] } },
    { id: "l-disputes", type: "symbol", source: "l-disputes", layout: { "icon-image": icon, "icon-anchor": "bottom-right", "icon-offset": [-3, -4], "icon-padding": 0, "icon-allow-overlap": true } },
  ] as unknown as LayerSpecification[];
}
