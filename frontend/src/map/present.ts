// Which places the map shows on a day, and as what: worked out here, so that a step of the slider asks nothing of the
// map library but one frame.
import type { PlaceLine, Side, Standing, Timeline } from "../data";
import { markOf } from "./marks";
import { type Spread, spread } from "./thin";

export interface Shown {
  side: string;
  standing: string;
  text: string;
  /** Ids of the places that the server chose by their claims; left out where it shows all. */
  only?: string[];
}

/** A place on the map today. */
export interface Here {
  /** its number among the timeline's places */
  at: number;
  /** its name among the pictures */
  mark: number;
  threatened: boolean;
}

const ORDER: Record<Standing, number> = { unknown: 0, stale: 1, claimed: 2, denied: 3, assessed: 4, contested: 5 };
const LEVELS = 7; // what is drawn later lies above
const TILE = 512; // pixels of the whole world at zoom 0

export class Presence {
  /** Names of pictures, by number. */
  readonly pictures: string[] = [];
  readonly spread: Spread;
  /** Positions in the world's square, from 0 to 1: x and y of each place. */
  readonly world: Float64Array;
  private readonly marks: Int32Array[];
  private readonly text: string[];
  private passes: Uint8Array;
  private shown: Shown = { side: "", standing: "", text: "" };

  constructor(readonly places: readonly PlaceLine[], private readonly sides: readonly Side[]) {
    const numbers = new Map<string, number>();
    const number = (name: string): number => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, this.pictures.length);
      return this.pictures.push(name) - 1;
    };
    this.marks = places.map((place) => Int32Array.from(place.s, (stretch) => number(markOf(place, stretch))));
    this.text = places.map((place) => place.name.toLocaleLowerCase());
    this.world = new Float64Array(places.length * 2);
    places.forEach((place, at) => {
      const [x, y] = inWorld(place.at);
      this.world[2 * at] = x;
      this.world[2 * at + 1] = y;
    });
    this.spread = spread(places, this.world);
    this.passes = new Uint8Array(places.length).fill(1);
  }

  static of(timeline: Timeline): Presence {
    return new Presence(timeline.places, timeline.sides);
  }

  show(shown: Shown): void {
    this.shown = shown;
    const text = shown.text.toLocaleLowerCase();
    const only = shown.only ? new Set(shown.only) : null;
    this.passes = Uint8Array.from(this.places, (place, at) => Number((!text || (this.text[at] ?? "").includes(text)) && (!only || only.has(place.id))));
  }

  /** The places of a day, in the order in which they are drawn. */
  on(day: number): Here[] {
    const levels: Here[][] = Array.from({ length: LEVELS }, () => []);
    const { side, standing } = this.shown;
    for (let at = 0; at < this.places.length; at++) {
      if (!this.passes[at]) continue;
      const line = this.places[at]?.s ?? [];
      for (let i = 0; i < line.length; i++) {
        const stretch = line[i];
        if (!stretch || stretch[0] > day || day > stretch[1]) continue;
        if (side && side !== this.key(stretch[2])) break;
        if (standing && !(standing === "threatened" ? stretch[5] : stretch[4] === standing)) break;
        levels[ORDER[stretch[4]] + stretch[5]]?.push({ at, mark: this.marks[at]?.[i] ?? 0, threatened: stretch[5] === 1 });
        break;
      }
    }
    return levels.flat();
  }

  private key(holder: number): string {
    return this.sides[holder]?.key ?? (holder === -2 ? "contested" : "unknown");
  }
}

/** Longitude and latitude on the world's square. */
export function inWorld([lon, lat]: readonly [number, number]): [number, number] {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Pixels of the whole world's side. */
export function worldSize(zoom: number): number {
  return TILE * 2 ** zoom;
}
