// Places that lie over each other: a list of them beside the finger or the pointer, or by the Enter key on the map.
import { $$, make } from "../dom";

export interface Found {
  id: string;
  name: string;
  /** who holds it */
  note: string;
  picture: ImageData | null;
}

const MOST = 12;
const WIDE = 248; // pixels, as in app.css

export class Chooser {
  private readonly list = make("ul", {});
  private readonly panel = make("div", { class: "chooser", role: "dialog", hidden: "" });

  constructor(private readonly box: HTMLElement, private readonly onPlace: (id: string) => void) {
    const label = box.dataset["choose"] ?? "";
    if (label) this.panel.append(make("p", {}, label));
    this.panel.setAttribute("aria-label", label);
    this.panel.append(this.list);
    this.panel.addEventListener("keydown", (event) => this.key(event));
  }

  private readonly away = (event: PointerEvent): void => {
    if (!this.panel.contains(event.target as Node)) this.hide();
  };

  /** One place opens at once; of several the reader chooses, nearest first. */
  offer(found: readonly Found[], x: number, y: number): void {
    const [only] = found;
    if (!only) return;
    if (found.length === 1) return this.onPlace(only.id);
    this.box.append(this.panel); // the map may have been drawn anew since
    this.list.replaceChildren(...found.slice(0, MOST).map((one) => this.row(one)));
    this.panel.hidden = false;
    document.addEventListener("pointerdown", this.away);
    const { clientWidth, clientHeight } = this.box;
    this.panel.style.left = `${Math.max(4, Math.min(x + 8, clientWidth - WIDE - 4))}px`;
    this.panel.style.top = `${Math.max(4, Math.min(y + 8, clientHeight - this.panel.offsetHeight - 4))}px`;
    this.buttons[0]?.focus({ preventScroll: true });
  }

  hide(): void {
    this.panel.hidden = true;
    document.removeEventListener("pointerdown", this.away);
  }

  private get buttons(): HTMLButtonElement[] {
    return $$<HTMLButtonElement>("button", this.list);
  }

  private row(one: Found): HTMLLIElement {
    const button = make("button", { type: "button" }, make("bdi", {}, one.name), make("span", {}, one.note));
    if (one.picture) {
      const canvas = make("canvas", { width: String(one.picture.width), height: String(one.picture.height), "aria-hidden": "true" });
      canvas.getContext("2d")?.putImageData(one.picture, 0, 0);
      button.prepend(canvas);
    }
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.hide();
      this.onPlace(one.id);
    });
    return make("li", {}, button);
  }

  private key(event: KeyboardEvent): void {
    const at = this.buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.buttons.length - 1 }[event.key];
    event.stopPropagation(); // neither the map nor the day moves meanwhile
    if (event.key === "Escape") {
      this.hide();
      (this.box.querySelector<HTMLElement>("canvas[tabindex]") ?? this.box).focus({ preventScroll: true });
    } else if (to === undefined) return;
    else this.buttons[(to + this.buttons.length) % this.buttons.length]?.focus();
    event.preventDefault();
  }
}
