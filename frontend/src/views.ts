// Views kept under a name on the reader's own device: an address with its day, filters, layers and part of the map.
import { $, make } from "./dom";

interface Kept {
  name: string;
  to: string;
}

const KEY = "whoholds.views";
const MOST = 50;

function kept(): Kept[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(found)) return [];
    // an address of another site, whoever put it there, is none of ours
    return found.filter((one: Partial<Kept>): one is Kept => typeof one?.name === "string" && typeof one.to === "string" && /^\/(?![/\\])/.test(one.to));
  } catch {
    return [];
  }
}

function keep(views: Kept[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(views.slice(-MOST)));
  } catch {
    // a browser that keeps nothing: the address is still there to copy
  }
}

function here(): string {
  return location.pathname + location.search + location.hash;
}

function show(box: HTMLElement): void {
  const form = $("form", box);
  if (form) form.hidden = false;
  const address = $<HTMLAnchorElement>(".view-address", box);
  if (address) address.href = here();
  const share = $<HTMLAnchorElement>(".share-view", box);
  if (share) {
    const to = new URL(share.href);
    to.searchParams.set("address", here());
    share.href = to.pathname + to.search;
  }
  $(".own-views", box)?.replaceChildren(
    ...kept().map((view) => {
      const remove = make("button", { type: "button", class: "small", "aria-label": `${box.dataset["remove"] ?? ""} ${view.name}` }, "×");
      remove.addEventListener("click", () => {
        keep(kept().filter((one) => one.name !== view.name));
        show(box);
        $<HTMLInputElement>("input", box)?.focus();
      });
      return make("li", {}, make("a", { href: view.to }, make("bdi", {}, view.name)), " ", remove);
    }),
  );
}

/** The box is written anew with every day, so its events are caught further up. */
export function startViews(): void {
  document.addEventListener("toggle", (event) => {
    const box = event.target as HTMLElement;
    if (box.matches("details.views[open]")) show(box);
  }, true);
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const box = form.closest<HTMLElement>("details.views");
    if (!box) return;
    event.preventDefault();
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (!name) return;
    keep([...kept().filter((one) => one.name !== name), { name, to: here() }]);
    form.reset();
    show(box);
  });
}
