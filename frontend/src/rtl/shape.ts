// Arabic letters in the form that their neighbours ask for: isolated, final, initial or medial (Unicode, Arabic
// Presentation Forms A and B), and lam-alef as one sign. The map draws letter by letter and joins nothing itself.

/** letter -> code point of its isolated form and how many forms follow it: 1 none, 2 final, 4 final, initial, medial */
const FORMS: Record<number, [number, 1 | 2 | 4]> = {
  0x621: [0xfe80, 1], 0x622: [0xfe81, 2], 0x623: [0xfe83, 2], 0x624: [0xfe85, 2], 0x625: [0xfe87, 2], 0x626: [0xfe89, 4],
  0x627: [0xfe8d, 2], 0x628: [0xfe8f, 4], 0x629: [0xfe93, 2], 0x62a: [0xfe95, 4], 0x62b: [0xfe99, 4], 0x62c: [0xfe9d, 4],
  0x62d: [0xfea1, 4], 0x62e: [0xfea5, 4], 0x62f: [0xfea9, 2], 0x630: [0xfeab, 2], 0x631: [0xfead, 2], 0x632: [0xfeaf, 2],
  0x633: [0xfeb1, 4], 0x634: [0xfeb5, 4], 0x635: [0xfeb9, 4], 0x636: [0xfebd, 4], 0x637: [0xfec1, 4], 0x638: [0xfec5, 4],
  0x639: [0xfec9, 4], 0x63a: [0xfecd, 4], 0x641: [0xfed1, 4], 0x642: [0xfed5, 4], 0x643: [0xfed9, 4], 0x644: [0xfedd, 4],
  0x645: [0xfee1, 4], 0x646: [0xfee5, 4], 0x647: [0xfee9, 4], 0x648: [0xfeed, 2], 0x649: [0xfeef, 2], 0x64a: [0xfef1, 4],
  // Persian, Urdu, Kurdish and Pashto letters that have forms of their own
  0x671: [0xfb50, 2], 0x679: [0xfb66, 4], 0x67a: [0xfb5e, 4], 0x67b: [0xfb52, 4], 0x67e: [0xfb56, 4], 0x67f: [0xfb62, 4],
  0x680: [0xfb5a, 4], 0x683: [0xfb76, 4], 0x684: [0xfb72, 4], 0x686: [0xfb7a, 4], 0x687: [0xfb7e, 4], 0x688: [0xfb88, 2],
  0x68c: [0xfb84, 2], 0x68d: [0xfb82, 2], 0x68e: [0xfb86, 2], 0x691: [0xfb8c, 2], 0x698: [0xfb8a, 2], 0x6a4: [0xfb6a, 4],
  0x6a6: [0xfb6e, 4], 0x6a9: [0xfb8e, 4], 0x6ad: [0xfbd3, 4], 0x6af: [0xfb92, 4], 0x6b1: [0xfb9a, 4], 0x6b3: [0xfb96, 4],
  0x6ba: [0xfb9e, 2], 0x6bb: [0xfba0, 4], 0x6be: [0xfbaa, 4], 0x6c0: [0xfba4, 2], 0x6c1: [0xfba6, 4], 0x6c5: [0xfbe0, 2],
  0x6c6: [0xfbd9, 2], 0x6c7: [0xfbd7, 2], 0x6c8: [0xfbdb, 2], 0x6cb: [0xfbde, 2], 0x6cc: [0xfbfc, 4], 0x6d0: [0xfbe4, 4],
  0x6d2: [0xfbae, 2], 0x6d3: [0xfbb0, 2],
};
const LAM = 0x644;
/** the alef behind a lam -> both as one sign, isolated; the final form follows it */
const LAM_ALEF: Record<number, number> = { 0x622: 0xfef5, 0x623: 0xfef7, 0x625: 0xfef9, 0x627: 0xfefb };
const TATWEEL = 0x640;

/** Marks above and below letters, which letters join across. */
function mark(code: number | undefined): boolean {
  return code !== undefined && ((code >= 0x610 && code <= 0x61a) || (code >= 0x64b && code <= 0x65f) || code === 0x670 || (code >= 0x6d6 && code <= 0x6ed));
}

/** Whether a letter joins the one that follows it. */
function joinsOn(code: number | undefined): boolean {
  return code === TATWEEL || (code !== undefined && FORMS[code]?.[1] === 4);
}

/** Whether a letter joins the one before it. */
function joinsBack(code: number | undefined): boolean {
  return code === TATWEEL || (code !== undefined && (FORMS[code]?.[1] ?? 1) > 1);
}

/** A text with its Arabic letters in their forms, in the same (logical) order. */
export function shaped(text: string): string {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const beside = (from: number, step: 1 | -1): number | undefined => {
    let at = from + step;
    while (mark(codes[at])) at += step;
    return codes[at];
  };
  let out = "";
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    const before = joinsOn(beside(i, -1));
    const both = code === LAM ? LAM_ALEF[codes[i + 1] ?? 0] : undefined;
    if (both !== undefined) {
      out += String.fromCodePoint(both + Number(before));
      i += 1;
      continue;
    }
    const form = FORMS[code];
    if (!form) {
      out += String.fromCodePoint(code);
      continue;
    }
    const [isolated, count] = form;
    const back = before && count > 1;
    const on = count === 4 && joinsBack(beside(i, 1));
    out += String.fromCodePoint(isolated + (on ? (back ? 3 : 2) : back ? 1 : 0));
  }
  return out;
}
