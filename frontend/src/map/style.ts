// The ground under the places: one style for light and dark, in the colours of the printed map's sheet (/map.css).
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Timeline } from "../data";

const NAMES = ["paper", "sea", "land", "abroad", "coast", "river", "unit", "border", "ink", "soft", "faint", "water-name", "neutral", "threat"] as const;
export type Palette = Record<(typeof NAMES)[number], string>;

/** The sheet's colours as they hold for this reader now. */
export function palette(under: Element): Palette {
  const style = getComputedStyle(under);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888888"])) as Palette;
}

export const BASE = "/static/basemap.pmtiles";
const FONT = { "text-font": ["Noto Sans"] };
const SLANTED = { "text-font": ["Noto Sans Italic"] };

/** The ground's style. Layers of one kind whose colours and widths are no expressions of a feature share one shader, and
 * a shader costs a browser that draws in software as much time as a frame: hence two layers of land, of rivers, of names. */
export function ground(colours: Palette, home: readonly string[], language: string, borders: Timeline["borders"] = null): StyleSpecification {
  const name = ["coalesce", ["get", language], ["get", "en"]] as unknown as string;
  const line = (kinds: string[]): unknown => ["in", ["get", "kind"], ["literal", kinds]];
  const ours = ["in", ["get", "iso"], ["literal", home]];
  const countries = (whose: unknown, size: number, under: string): Record<string, unknown> => ({
    type: "symbol", source: "base", "source-layer": "label", maxzoom: 8, filter: ["all", line(["country"]), whose],
    layout: {
      "text-field": ["upcase", name], "text-letter-spacing": 0.18, "text-max-width": 8, "symbol-sort-key": ["get", "rank"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 2, 9, 6, size], ...FONT,
    },
    paint: { "text-color": colours.soft, "text-halo-color": under, "text-halo-width": 1.4 },
  });
  const rivers = (filter: unknown, near: number): Record<string, unknown> => ({
    type: "line", source: "base", "source-layer": "river", filter,
    paint: { "line-color": colours.river, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 9, near] },
  });
  const wide = ["<=", ["get", "rank"], 4];
  const area = { type: "fill", source: "base" };
  const width = (far: number, near: number): unknown => ["interpolate", ["linear"], ["zoom"], 3, far, 9, near];
  const halo = { "text-halo-color": colours.land, "text-halo-width": 1.4 };
  const shipped = { type: "line", source: "base", "source-layer": "line" };
  const whole = { "line-color": colours.border, "line-width": width(0.8, 1.8) };
  const dashed = { "line-color": colours.border, "line-width": width(0.8, 1.7), "line-dasharray": [3, 2.2] };
  const layers = [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    { ...area, id: "abroad", "source-layer": "land", filter: ["!", ours], paint: { "fill-color": colours.abroad, "fill-antialias": false } },
    { ...area, id: "land", "source-layer": "land", filter: ours, paint: { "fill-color": colours.land, "fill-antialias": false } },
    { ...area, id: "disputed-area", "source-layer": "disputed", paint: { ...(borders ? { "fill-color": colours.land } : { "fill-pattern": "disputed" }), "fill-antialias": false } },
    ...(borders ? [{ id: "own-area", type: "fill", source: "borders", filter: line(["area"]), paint: { "fill-pattern": "disputed", "fill-antialias": false } }] : []),
    { ...rivers(wide, 2.2), id: "river" },
    { ...rivers(["!", wide], 1.1), id: "stream" },
    { ...area, id: "lake", "source-layer": "lake", paint: { "fill-color": colours.sea, "fill-antialias": false } },
    { id: "shore", type: "line", source: "base", "source-layer": "lake", paint: { "line-color": colours.coast, "line-width": 1 } },
    {
      id: "unit", type: "line", source: "base", "source-layer": "line", minzoom: 4.5, filter: line(["unit"]),
      paint: { "line-color": colours.unit, "line-width": 0.9, "line-dasharray": [1, 2.4] },
    },
    { id: "coast", type: "line", source: "base", "source-layer": "line", filter: line(["coast"]), paint: { "line-color": colours.coast, "line-width": width(0.6, 1.2) } },
    ...(borders?.whole ? [] : [{ ...shipped, id: "border", filter: line(["border"]), paint: whole }]),
    ...(borders
      ? [
          { id: "own-border", type: "line", source: "borders", filter: line(["border"]), paint: whole },
          { id: "own-disputed", type: "line", source: "borders", filter: line(["disputed"]), paint: dashed },
        ]
      : [{ ...shipped, id: "disputed", filter: line(["disputed", "claim"]), paint: dashed }]),
    {
      id: "sea-name", type: "symbol", source: "base", "source-layer": "label", filter: line(["sea"]),
      layout: { "text-field": name, "text-size": 12, "text-max-width": 6, "text-padding": 20, ...SLANTED }, paint: { "text-color": colours["water-name"] },
    },
    {
      id: "river-name", type: "symbol", source: "base", "source-layer": "river", minzoom: 6, filter: ["has", "en"],
      layout: { "symbol-placement": "line", "text-field": name, "text-size": 11, "symbol-spacing": 400, ...SLANTED },
      paint: { "text-color": colours["water-name"], ...halo },
    },
    {
      id: "unit-name", type: "symbol", source: "base", "source-layer": "label", minzoom: 5.6, filter: line(["unit"]),
      layout: { "text-field": name, "text-size": 11, "text-max-width": 7, "text-padding": 8, ...SLANTED }, paint: { "text-color": colours.faint, ...halo },
    },
    {
      id: "town", type: "symbol", source: "base", "source-layer": "label", minzoom: 5, filter: line(["town"]),
      layout: { "text-field": name, "text-size": 11, "text-padding": 6, "symbol-sort-key": ["get", "rank"], ...FONT }, paint: { "text-color": colours.soft, ...halo },
    },
    { ...countries(["!", ours], 13, colours.abroad), id: "country-name" },
    { ...countries(ours, 15, colours.land), id: "home-name" },
  ];
  return {
    version: 8,
    sources: {
      base: { type: "vector", url: `pmtiles://${location.origin}${BASE}`, attribution: "Natural Earth" },
      ...(borders ? { borders: { type: "geojson", data: `${location.origin}${borders.address}`, attribution: escaped(borders.source) } } : {}),
    },
    layers: layers as unknown as LayerSpecification[],
  };
}

/** The hatching of an area in dispute. */
export function hatch(colours: Palette, ratio: number): ImageData {
  const size = 8 * ratio;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no pictures");
  pen.fillStyle = colours.land;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colours.border;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 0.8 * ratio;
  for (const shift of [-1, 0, 1]) pen.stroke(new Path2D(`M${shift * size} ${size}L${(shift + 1) * size} 0`));
  return pen.getImageData(0, 0, size, size);
}

/** A name that a user's import brought, as text: the map's corner is written as HTML. */
export function escaped(text: string): string {
  const box = document.createElement("span");
  box.textContent = text;
  return box.innerHTML;
}
