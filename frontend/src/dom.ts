// Looking things up in a page.

export function $<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(selector);
}

export function $$<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

/** An element that the page must have: its template and this file belong together. */
export function must<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T {
  const found = $<T>(selector, root);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(name: string, attributes: Record<string, string | number> = {}): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** A click that means "here", not "in a new tab". */
export function plain(event: MouseEvent): boolean {
  return !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && event.button === 0;
}

/** Whether this browser can draw the moving map; else the drawn one stays. */
export function canDraw(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/** Calls what was asked for last, once that many milliseconds have passed behind frames that are drawn and nothing was asked. */
export class Rest {
  private asked = 0;

  after(pause: number, then: () => void): void {
    const mine = ++this.asked;
    // a slow browser calls the second when the first is drawn; a page that nobody sees waits until it is seen
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => mine === this.asked && then(), pause)));
  }
}
