// Who tells and from which knowledge: a choice of viewpoint or of the second clock changes the map without a reload.

import { plain } from "./dom";

export type Changes = Record<string, string | null>;

const EVERYTHING = "all";

/** Listens on the page, because the forms are written anew for each day. */
export function startTold(retell: (changes: Changes) => void): void {
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLElement;
    if (field instanceof HTMLSelectElement && field.closest("main.board form.viewpoint")) retell({ viewpoint: told(field.value) });
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("main.board .second a");
    if (!link || !plain(event)) return;
    event.preventDefault();
    const fold = link.closest("details");
    if (fold && link.matches(".known-mode")) fold.open = false; // chosen; steps by the hour are gone on with
    retell({ as_known: new URL(link.href).searchParams.get("as_known") });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("main.board form.viewpoint, main.board form.known-form")) return;
    event.preventDefault();
    const given = new FormData(form);
    if (form.matches(".viewpoint")) retell({ viewpoint: told(String(given.get("viewpoint") ?? "")) });
    else retell({ as_known: String(given.get("as_known") ?? "") || null });
  });
  folds();
}

/** Folds that lie over the page close when the reader goes elsewhere. */
function folds(): void {
  const all = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details.chip[open]")];
  document.addEventListener("pointerdown", (event) => {
    for (const one of all()) if (!one.contains(event.target as Node)) one.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of all()) {
      one.open = false;
      if (one.contains(document.activeElement)) one.querySelector("summary")?.focus();
    }
  });
}

function told(name: string): string | null {
  return name && name !== EVERYTHING ? name : null;
}
