// Suggestions under the header's field: a combobox with a list box (WAI-ARIA Authoring Practices, "list autocomplete").
// Without this file the field is a form that leads to the page of results.
import { $, make } from "./dom";

interface Suggestion {
  label: string;
  kind: string;
  note: string;
  href: string;
}

const WAIT = 130; // milliseconds after the last key

export function startSearch(): void {
  const form = $<HTMLFormElement>("form.find");
  const field = form ? $<HTMLInputElement>("input[type=search]", form) : null;
  if (form && field) new Combobox(form, field);
}

class Combobox {
  private readonly list = make("ul", { role: "listbox", id: "found", class: "suggestions" });
  private readonly told = make("p", { class: "hide", role: "status" });
  private hits: Suggestion[] = [];
  private active = -1;
  private timer = 0;
  private running: AbortController | null = null;

  constructor(private readonly form: HTMLFormElement, private readonly field: HTMLInputElement) {
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "found", autocomplete: "off" })) field.setAttribute(name, value);
    this.list.hidden = true;
    this.list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? "");
    form.append(this.list, this.told);
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const at = [...this.list.children].indexOf((event.target as Element).closest("li") as Element);
      if (at >= 0) this.go(at);
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), WAIT);
  }

  private async ask(): Promise<void> {
    const text = this.field.value.trim();
    this.running?.abort();
    if (!text) return this.close();
    this.running = new AbortController();
    const query = new URLSearchParams([...new FormData(this.form)].map(([name, value]) => [name, String(value)]));
    try {
      const answer = await fetch(`/search.json?${query}`, { signal: this.running.signal, headers: { "accept-language": document.documentElement.lang } });
      if (!answer.ok) return this.close();
      const body = (await answer.json()) as { hits: Suggestion[]; told: string };
      if (document.activeElement === this.field) this.open(body.hits, body.told);
    } catch {
      // a newer question is under way, or the server is gone: the form still works
    }
  }

  private open(hits: Suggestion[], told: string): void {
    this.hits = hits;
    this.list.replaceChildren(
      ...hits.map((hit, i) =>
        make("li", { role: "option", id: `found-${i}`, "aria-selected": "false" }, make("bdi", {}, hit.label), make("span", { class: "note" }, [hit.kind, hit.note].filter(Boolean).join(" · "))),
      ),
    );
    this.told.textContent = told;
    this.list.hidden = hits.length === 0;
    this.field.setAttribute("aria-expanded", String(hits.length > 0));
    this.choose(-1);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  private choose(at: number): void {
    this.active = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else {
      this.field.setAttribute("aria-activedescendant", `found-${at}`);
      this.list.children[at]?.scrollIntoView({ block: "nearest" });
    }
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden;
    const last = this.hits.length - 1;
    if (event.key === "Escape" && open) {
      event.stopPropagation(); // the dossier stays open
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void this.ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.active + step;
      this.choose(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.go(this.active);
    }
  }

  private go(at: number): void {
    const hit = this.hits[at];
    if (hit) location.assign(hit.href);
  }
}
