// From which zoom a place may show its name: where many lie close together only the largest do, the others from nearer.
import type { PlaceLine } from "../data";

const CELL = 72; // pixels of a square that has room for a few names
const NAMES = 2; // of them, at each zoom
const TILE = 512; // pixels of the whole world at zoom 0
const DEEPEST = 12; // where every name may show

/** The zoom of each place's name, in the order of the places. */
export function namedFrom(places: readonly PlaceLine[]): number[] {
  const from = places.map(() => DEEPEST);
  let left = places.map((_, at) => at).sort((a, b) => (places[b]?.weight ?? 0) - (places[a]?.weight ?? 0));
  const taken = new Set<number>();
  for (let zoom = 0; zoom < DEEPEST && left.length > 0; zoom += 1) {
    const cells = (TILE * 2 ** zoom) / CELL;
    const full = new Map<string, number>();
    for (const at of taken) count(full, cell(places[at], cells));
    left = left.filter((at) => {
      const where = cell(places[at], cells);
      if ((full.get(where) ?? 0) >= NAMES) return true;
      count(full, where);
      taken.add(at);
      from[at] = zoom;
      return false;
    });
  }
  return from;
}

function count(full: Map<string, number>, where: string): void {
  full.set(where, (full.get(where) ?? 0) + 1);
}

function cell(place: PlaceLine | undefined, cells: number): string {
  const [lon, lat] = place?.at ?? [0, 0];
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return `${Math.floor(((lon + 180) / 360) * cells)}/${Math.floor(y * cells)}`;
}
