// The layers' switches: what is on stands in the address and is remembered; the form works without this file.
import { $, $$, must } from "../dom";

const REMEMBERED = "whoholds.layers";
const NAMES = ["layers", "days"];

/** The page's query with the form's choice. */
function chosen(form: HTMLFormElement): URLSearchParams {
  const query = new URL(location.href).searchParams;
  const on = $$<HTMLInputElement>("input[type=checkbox]", form).filter((box) => box.checked);
  query.set("layers", on.map((box) => box.value).join(",") || "none");
  query.set("days", must<HTMLSelectElement>("select", form).value);
  return query;
}

function remember(query: URLSearchParams): void {
  try {
    const kept = new URLSearchParams(NAMES.map((name) => [name, query.get(name) ?? ""]));
    localStorage.setItem(REMEMBERED, kept.toString());
  } catch {
    // a browser that keeps nothing forgets this too
  }
}

function remembered(): URLSearchParams | null {
  try {
    const text = localStorage.getItem(REMEMBERED);
    return text ? new URLSearchParams(text) : null;
  } catch {
    return null;
  }
}

/** Wires the form; `go` is called with the page's new address. */
export function startSwitches(main: HTMLElement, go: (to: string) => void): void {
  const form = $<HTMLFormElement>("form.layers", main);
  if (!form) return;
  form.addEventListener("change", () => {
    const query = chosen(form);
    remember(query);
    go(`${location.pathname}?${query}`);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** Where the address says nothing of layers: the page's address with what was chosen last time, else null. */
export function lastChoice(main: HTMLElement): string | null {
  const here = new URL(location.href).searchParams;
  const last = remembered();
  const form = $<HTMLFormElement>("form.layers", main);
  if (!form || !last || NAMES.some((name) => here.has(name))) return null;
  const boxes = $$<HTMLInputElement>("input[type=checkbox]", form);
  const known = new Set(boxes.map((box) => box.value));
  const wanted = (last.get("layers") ?? "").split(",").filter((name) => known.has(name));
  for (const box of boxes) box.checked = wanted.includes(box.value);
  const days = must<HTMLSelectElement>("select", form);
  if ([...days.options].some((option) => option.value === last.get("days"))) days.value = last.get("days") ?? days.value;
  return `${location.pathname}?${chosen(form)}`;
}
