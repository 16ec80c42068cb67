// From which zoom a place may show its name: where many lie close together only the largest do, the others from nearer.
import type { PlaceLine } from "../data";

const CELL = 72; // pixels of a square that has room for a few names
const NAMES = 2; // of them, at each zoom
const WIDE = 160; // pixels of a square whose largest place keeps its name, whatever lies there
const TILE = 512; // pixels of the whole world at zoom 0
const DEEPEST = 12; // where every name may show

/** By the places' numbers: the zoom from which a name may show, and that from which it always does. */
export interface Spread {
  named: number[];
  kept: number[];
}

export function spread(places: readonly PlaceLine[], world: Float64Array): Spread {
  return { named: from(places, world, CELL, NAMES), kept: from(places, world, WIDE, 1) };
}

/** The first zoom at which a place is one of the `most` largest of a square of so many pixels. */
function from(places: readonly PlaceLine[], world: Float64Array, size: number, most: number): number[] {
  const found = places.map(() => DEEPEST);
  let left = places.map((_, at) => at).sort((a, b) => (places[b]?.weight ?? 0) - (places[a]?.weight ?? 0));
  const taken: number[] = [];
  for (let zoom = 0; zoom < DEEPEST && left.length > 0; zoom += 1) {
    const cells = (TILE * 2 ** zoom) / size;
    const cell = (at: number): number => Math.floor((world[2 * at] ?? 0) * cells) * 2 ** 20 + Math.floor((world[2 * at + 1] ?? 0) * cells);
    const full = new Map<number, number>();
    const count = (where: number): unknown => full.set(where, (full.get(where) ?? 0) + 1);
    for (const at of taken) count(cell(at));
    left = left.filter((at) => {
      const where = cell(at);
      if ((full.get(where) ?? 0) >= most) return true;
      count(where);
      taken.push(at);
      found[at] = zoom;
      return false;
    });
  }
  return found;
}
