// The layers' signs as pictures, drawn as the printed map draws them (views/overlay_svg.py, views/glyphs.py).
import type { Side } from "../data";
import { type Ink, outline, tone } from "../map/marks";
import type { Glyph } from "./data";

const BADGE = 6.8; // radius of the disc behind an icon, in pixels
const SHARE = 0.72;
const STEP = 2 * BADGE - 1.4;
const RING = 15;
const TICKS = 12;
export const DOT = 12; // largest radius of a dot, in the picture

type Draw = (pen: CanvasRenderingContext2D) => void;

function picture(width: number, height: number, ratio: number, draw: Draw): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no pictures");
  pen.scale(ratio, ratio);
  draw(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A picture by its name; null where it is none of the layers'. */
export function layerPicture(name: string, sides: readonly Side[], ink: Ink & { paper: string }, glyphs: Record<string, Glyph>, ratio: number): ImageData | null {
  const [kind, ...parts] = name.split("|");
  const side = sides[Number(parts[0])];
  const colour = tone(side, ink);
  if (kind === "badges") return badges((parts[0] ?? "").split(","), glyphs, ink, ratio);
  if (kind === "siege") return siege(colour, parts[1] === "1", ink, ratio);
  if (kind === "head") return head(colour, parts[1] === "1", ink, ratio);
  if (kind === "dot") return dot(colour, side?.shape ?? "circle", ratio);
  return null;
}

/** Icons in a row, from left to right; "+3" is written. */
function badges(icons: string[], glyphs: Record<string, Glyph>, ink: Ink & { paper: string }, ratio: number): ImageData {
  const high = 2 * BADGE + 2;
  return picture(icons.length * STEP + 4, high, ratio, (pen) => {
    icons.forEach((icon, i) => {
      pen.save();
      pen.translate(BADGE + 1 + i * STEP, high / 2);
      if (icon.startsWith("+")) count(pen, icon, ink);
      else badge(pen, glyphs[icon], icon === "dispute", ink);
      pen.restore();
    });
  });
}

function badge(pen: CanvasRenderingContext2D, glyph: Glyph | undefined, reverse: boolean, ink: Ink & { paper: string }): void {
  const [front, back] = reverse ? [ink.paper, ink.ink] : [ink.ink, ink.paper];
  const disc = outline("circle", BADGE);
  pen.fillStyle = back;
  pen.fill(disc);
  pen.strokeStyle = front;
  pen.lineWidth = 1;
  pen.stroke(disc);
  pen.scale(SHARE, SHARE);
  pen.fillStyle = front;
  pen.lineWidth = reverse ? 1.9 : 1.5;
  pen.lineCap = pen.lineJoin = "round";
  if (glyph?.fill) pen.fill(new Path2D(glyph.fill));
  if (glyph?.stroke) pen.stroke(new Path2D(glyph.stroke));
}

function count(pen: CanvasRenderingContext2D, text: string, ink: Ink & { paper: string }): void {
  pen.font = "700 10px 'Noto Sans', sans-serif";
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = ink.paper;
  pen.strokeText(text, 1, 0.5);
  pen.fillStyle = ink.ink;
  pen.fillText(text, 1, 0.5);
}

function siege(colour: string, interested: boolean, ink: Ink, ratio: number): ImageData {
  const size = 2 * RING + 6;
  return picture(size, size, ratio, (pen) => {
    pen.translate(size / 2, size / 2);
    pen.strokeStyle = ink.land;
    pen.lineWidth = 4.4;
    pen.stroke(outline("circle", RING));
    pen.strokeStyle = colour;
    pen.lineWidth = 1.9;
    const ticks = new Path2D();
    for (let i = 0; i < TICKS; i++) {
      const a = (2 * Math.PI * i) / TICKS;
      ticks.moveTo(RING * Math.cos(a), RING * Math.sin(a));
      ticks.lineTo((RING - 4) * Math.cos(a), (RING - 4) * Math.sin(a));
    }
    pen.stroke(ticks);
    if (interested) pen.setLineDash([3.2, 2.6]);
    pen.stroke(outline("circle", RING));
  });
}

/** An arrow's head that points up, its tip in the middle of the picture. */
function head(colour: string, hollow: boolean, ink: Ink, ratio: number): ImageData {
  return picture(28, 28, ratio, (pen) => {
    pen.translate(14, 14);
    const shape = new Path2D("M0 0L4.6 9.4L-4.6 9.4z");
    pen.lineJoin = "round";
    pen.strokeStyle = ink.land;
    pen.lineWidth = 4;
    pen.stroke(shape);
    pen.fillStyle = hollow ? ink.land : colour;
    pen.fill(shape);
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    pen.stroke(shape);
  });
}

function dot(colour: string, shape: string, ratio: number): ImageData {
  const size = 2 * DOT * 1.4;
  return picture(size, size, ratio, (pen) => {
    pen.translate(size / 2, size / 2);
    pen.fillStyle = colour;
    pen.fill(outline(shape, DOT));
  });
}
