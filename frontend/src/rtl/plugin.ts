// What the map's worker asks for names that are written from right to left: letters in their forms, lines in the order
// that one sees. It stands for the plugin that MapLibre is usually given, whose WebAssembly a strict policy forbids.
import bidiFactory from "bidi-js";
import { shaped } from "./shape";

interface Methods {
  applyArabicShaping(text: string): string;
  processBidirectionalText(text: string, breaks: number[]): string[];
  processStyledBidirectionalText(text: string, styles: number[], breaks: number[]): [string, number[]][];
}

const bidi = bidiFactory();

/** Where lines begin and end. */
function lines(text: string, breaks: number[]): [number, number][] {
  const ends = [...new Set([...breaks.filter((at) => at > 0 && at < text.length), text.length])].sort((a, b) => a - b);
  return ends.map((end, i) => [ends[i - 1] ?? 0, end]);
}

function styled(text: string, styles: number[], breaks: number[]): [string, number[]][] {
  const levels = bidi.getEmbeddingLevels(text);
  return lines(text, breaks).map(([start, end]) => {
    const order = bidi.getReorderedIndices(text, levels, start, end - 1).filter((at) => at >= start && at < end);
    const mirrored = bidi.getMirroredCharactersMap(text, levels.levels, start, end - 1);
    return [order.map((at) => mirrored.get(at) ?? text[at] ?? "").join(""), order.map((at) => styles[at] ?? 0)];
  });
}

const methods: Methods = {
  applyArabicShaping: shaped,
  processBidirectionalText: (text, breaks) => styled(text, [], breaks).map(([line]) => line),
  processStyledBidirectionalText: styled,
};

(globalThis as unknown as { registerRTLTextPlugin?: (methods: Methods) => void }).registerRTLTextPlugin?.(methods);
