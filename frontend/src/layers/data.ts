// The layers of a day as the server sends them (web/layers.py).

export type At = [number, number];

export interface Sign {
  id: string;
  at: At;
  icons: string[];
  text: string;
}

export interface Arrow {
  id: string;
  at: At;
  from: At;
  side: number;
  inferred: boolean;
  interested: boolean;
  text: string;
}

export interface Ring {
  id: string;
  at: At;
  side: number;
  interested: boolean;
  text: string;
}

export interface Disc {
  id: string;
  at: At;
  radius: number;
  text: string;
}

export interface Glyph {
  stroke: string;
  fill: string;
}

export interface Layers {
  layers: string[];
  disputes: Sign[];
  arrows: Arrow[];
  rings: Ring[];
  events: Sign[];
  discs: Disc[];
  /** longitude, latitude, side's number, strength 0 to 1 */
  dots: [number, number, number, number][];
  /** kilometres between two dots */
  spacing: number;
  glyphs: Record<string, Glyph>;
}

const KEPT = 40;
const kept = new Map<string, Layers>();

/** The layers of an address of the page: what is switched on, of which day, as known when, seen by whom. */
export async function fetchLayers(search: string, signal: AbortSignal): Promise<Layers> {
  const from = new URLSearchParams(search);
  const query = new URLSearchParams();
  for (const key of ["on", "as_known", "viewpoint", "days"]) {
    const value = from.get(key);
    if (value) query.set(key, value);
  }
  for (const value of from.getAll("layers")) query.append("layers", value);
  query.set("lang", document.documentElement.lang);
  const address = `/layers.json?${query}`;
  const known = kept.get(address);
  if (known) return known;
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`no layers: ${answer.status}`);
  const found = (await answer.json()) as Layers;
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? "");
  kept.set(address, found);
  return found;
}
