// A place's dossier beside the map: the server's own page, put in place.
import { $, make, must } from "./dom";

let running: AbortController | null = null; // the request under way, so that a newer one can stop it

/** Another page of this site as a document; `around` leaves out its drawn map, for a page that draws its own. */
export async function load(address: string, around = false): Promise<Document> {
  running?.abort();
  running = new AbortController();
  const headers = { accept: "text/html", ...(around ? { "whoholds-part": "around" } : {}) };
  const answer = await fetch(address, { headers, signal: running.signal });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

export function stopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Opens a dossier; gives the place's id, or null where the browser goes to the page instead. */
export async function openDossier(address: string, onClose: () => void, focus = true): Promise<string | null> {
  const panel = must("#panel");
  let page: Document;
  try {
    page = await load(address);
  } catch (error) {
    if (!stopped(error)) location.assign(address);
    return null;
  }
  const dossier = $("#dossier", page);
  if (!dossier) {
    location.assign(address);
    return null;
  }
  const open = make("a", { href: address }, panel.dataset["page"] ?? "");
  const close = make("button", { type: "button" }, panel.dataset["close"] ?? "×");
  close.addEventListener("click", onClose);
  $(".defs", dossier)?.remove(); // the map on this page has them
  panel.replaceChildren(make("p", { class: "panel-tools" }, open, close), document.adoptNode(dossier));
  panel.dataset["place"] = address;
  panel.hidden = false;
  if (focus) {
    const head = must("h1", panel);
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    const top = panel.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight * 0.75) panel.scrollIntoView({ block: "start" });
  }
  return $("code", dossier)?.textContent ?? null;
}

export function closeDossier(): boolean {
  const panel = $("#panel");
  if (!panel || panel.hidden) return false;
  panel.hidden = true;
  panel.replaceChildren();
  delete panel.dataset["place"];
  return true;
}

/** The same dossier on another day or as known at another time. */
export function withDay(place: string, address: string): string {
  const from = new URL(address, location.href).searchParams;
  const to = new URL(place, location.href);
  for (const key of ["on", "as_known", "viewpoint"]) {
    const value = from.get(key);
    if (value) to.searchParams.set(key, value);
    else to.searchParams.delete(key);
  }
  return to.pathname + to.search;
}
