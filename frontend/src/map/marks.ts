// How a place looks, as the printed map draws it (views/patterns.py): colour and shape say the side, filling the standing.
import type { PlaceLine, Side, Standing, Stretch } from "../data";

const RADIUS = 6.2;
const SIZE = 32; // of the picture, in screen pixels
const CORNERS: Record<string, [number, number, number]> = {
  square: [4, Math.PI / 4, 1.16],
  diamond: [4, 0, 1.28],
  triangle: [3, -Math.PI / 2, 1.32],
  hexagon: [6, 0, 1.12],
  pentagon: [5, -Math.PI / 2, 1.18],
};

export interface Ink {
  land: string;
  ink: string;
  neutral: string;
  threat: string;
  dark: boolean;
}

/** What is drawn for a stretch, as a name: two places of one name look alike. */
export function markOf(place: PlaceLine, stretch: Stretch): string {
  const [, , holder, , standing, threatened] = stretch;
  const drawn = drawnStanding(holder, standing);
  const side = drawn === "denied" && holder === -1 ? (place.rivals[0] ?? -1) : holder;
  const rivals = drawn === "contested" ? place.rivals.join("-") : "";
  return [drawn, side, rivals, threatened].join("|");
}

/** A contested holder is contested; where nobody is named, only a dispute shows. */
function drawnStanding(holder: number, standing: Standing): Standing {
  if (holder === -2 && standing !== "stale") return "contested";
  if (holder === -1 && standing !== "contested" && standing !== "denied") return "unknown";
  return standing;
}

export function outline(shape: string, radius: number): Path2D {
  const path = new Path2D();
  const corners = CORNERS[shape];
  if (!corners) {
    path.arc(0, 0, radius, 0, 2 * Math.PI);
    return path;
  }
  const [count, turn, stretch] = corners;
  for (let i = 0; i < count; i++) {
    const angle = turn + (2 * Math.PI * i) / count;
    path.lineTo(radius * stretch * Math.cos(angle), radius * stretch * Math.sin(angle));
  }
  path.closePath();
  return path;
}

/** The picture of a mark, drawn at the screen's own resolution. */
export function drawMark(name: string, sides: readonly Side[], ink: Ink, ratio: number): ImageData {
  const [standing, number, rivals, threatened] = name.split("|") as [Standing, string, string, string];
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * ratio;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no pictures");
  pen.scale(ratio, ratio);
  pen.translate(SIZE / 2, SIZE / 2);
  const side = sides[Number(number)];
  const colour = tone(side, ink);
  const shape = side?.shape ?? "circle";
  const whole = outline(shape, RADIUS);
  pen.fillStyle = ink.land;
  pen.fill(outline(shape, RADIUS + 1.4));
  if (threatened === "1") threat(pen, ink);
  pen.strokeStyle = pen.fillStyle = colour;
  if (standing === "assessed") pen.fill(whole);
  else if (standing === "claimed") claimed(pen, whole, colour, ink);
  else if (standing === "contested") {
    const colours = rivals ? rivals.split("-").map((i) => tone(sides[Number(i)], ink)) : [colour];
    contested(pen, colours, ink);
  } else if (standing === "denied") {
    pen.fillStyle = ink.land;
    pen.fill(whole);
    pen.lineWidth = 1.7;
    pen.stroke(whole);
    const arm = RADIUS * 0.5;
    pen.lineWidth = 1.9;
    pen.lineCap = "round";
    pen.stroke(new Path2D(`M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}`));
  } else if (standing === "stale") {
    pen.globalAlpha = 0.28;
    pen.fill(whole);
    pen.globalAlpha = 0.75;
    pen.lineWidth = 1.2;
    pen.setLineDash([2, 1.7]);
    pen.stroke(whole);
  } else {
    const small = outline(shape, RADIUS * 0.8);
    pen.fillStyle = ink.land;
    pen.fill(small);
    pen.lineWidth = 1.5;
    pen.stroke(small);
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function claimed(pen: CanvasRenderingContext2D, whole: Path2D, colour: string, ink: Ink): void {
  pen.fillStyle = ink.land;
  pen.fill(whole);
  pen.save();
  pen.clip(whole);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.7;
  for (let i = -16; i <= 16; i += 3.2) pen.stroke(new Path2D(`M${i - 12} 12L${i + 12} -12`));
  pen.restore();
  pen.strokeStyle = colour;
  pen.lineWidth = 1.7;
  pen.stroke(whole);
}

function contested(pen: CanvasRenderingContext2D, colours: string[], ink: Ink): void {
  const ring = outline("circle", RADIUS);
  pen.fillStyle = ink.land;
  pen.fill(ring);
  const half = (from: number, colour: string | undefined): void => {
    if (!colour) return;
    const path = new Path2D();
    path.arc(0, 0, RADIUS, from, from + Math.PI);
    path.closePath();
    pen.fillStyle = colour;
    pen.fill(path);
  };
  half(Math.PI / 2, colours[0]);
  half(-Math.PI / 2, colours[1]);
  pen.strokeStyle = ink.land;
  pen.lineWidth = 1.4;
  pen.stroke(new Path2D(`M0 ${-RADIUS}V${RADIUS}`));
  pen.strokeStyle = colours.length === 1 ? (colours[0] ?? ink.ink) : ink.ink;
  pen.lineWidth = 1.1;
  pen.stroke(ring);
}

function threat(pen: CanvasRenderingContext2D, ink: Ink): void {
  pen.strokeStyle = pen.fillStyle = ink.threat;
  pen.lineWidth = 1;
  pen.stroke(outline("circle", RADIUS + 4.2));
  for (let i = 0; i < 4; i++) {
    const a = Math.PI / 4 + (i * Math.PI) / 2;
    const head = new Path2D();
    for (const [r, t] of [[RADIUS + 2, a], [RADIUS + 6.6, a - 0.27], [RADIUS + 6.6, a + 0.27]] as const)
      head.lineTo(r * Math.cos(t), r * Math.sin(t));
    head.closePath();
    pen.fill(head);
  }
}

/** A side's colour on this ground. */
export function tone(side: Side | undefined, ink: Pick<Ink, "dark" | "neutral">): string {
  return (ink.dark ? side?.dark : side?.colour) ?? ink.neutral;
}
