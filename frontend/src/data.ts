// The timeline as the server sends it (web/slider.py): every place over every day.

export type Standing = "assessed" | "claimed" | "contested" | "denied" | "stale" | "unknown";

/** first day, last day, holder's number (-1 unknown, -2 contested), percent, standing, threatened */
export type Stretch = [number, number, number, number, Standing, 0 | 1];

export interface Side {
  key: string;
  name: string;
  colour: string;
  /** its colour on a dark ground */
  dark: string;
  shape: string;
}

export interface PlaceLine {
  id: string;
  name: string;
  at: [number, number];
  weight: number;
  rivals: number[];
  s: Stretch[];
}

export interface Timeline {
  theatre: string;
  first: string;
  last: string;
  as_known: string | null;
  home: string[];
  box: [number, number, number, number] | null;
  /** a view of borders in place of the shipped one; null for that */
  borders: { source: string; whole: boolean; address: string } | null;
  sides: Side[];
  places: PlaceLine[];
  claims: number[];
  changes: number[];
  words: Record<string, string>;
  /** whom the places are from */
  places_credit: string;
  /** where the places are that are not here yet, null where all are */
  next: string | null;
}

const DAY = 864e5;

export function dayOf(timeline: Timeline, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(timeline.first)) / DAY);
}

export function isoDay(timeline: Timeline, number: number): string {
  return new Date(Date.parse(timeline.first) + number * DAY).toISOString().slice(0, 10);
}

export function span(timeline: Timeline): number {
  return dayOf(timeline, timeline.last);
}

/** The page's own query, which the data must answer too. */
export async function fetchTimeline(asKnown: string | null, signal?: AbortSignal): Promise<Timeline> {
  const query = new URLSearchParams();
  const lang = document.documentElement.lang;
  if (lang) query.set("lang", lang);
  if (asKnown) query.set("as_known", asKnown);
  const here = new URL(location.href).searchParams.get("viewpoint");
  if (here) query.set("viewpoint", here);
  const answer = await fetch(`/slider.json?${query}`, signal ? { signal } : {});
  if (!answer.ok) throw new Error(`no timeline: ${answer.status}`);
  return (await answer.json()) as Timeline;
}

/** The places of a large timeline that did not come with its first part; false where the ledger has grown meanwhile. */
export async function fetchRest(timeline: Timeline): Promise<boolean> {
  const places: PlaceLine[] = [];
  for (let next = timeline.next; next; ) {
    const answer = await fetch(next);
    if (!answer.ok) return false;
    const part = (await answer.json()) as Timeline;
    places.push(...part.places);
    next = part.next;
  }
  timeline.next = null;
  timeline.places.push(...places);
  return true;
}
