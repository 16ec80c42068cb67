// The table of places: filters as one types, order by a click on a heading, rows that point at the map.
import { $$, must } from "./dom";
import type { Shown } from "./map/present";

export function startTable(main: HTMLElement, point: (id: string | null) => void, filtered: (shown: Shown) => void): void {
  const form = must<HTMLFormElement>(".filters", main);
  const body = must<HTMLTableSectionElement>("tbody", main);
  const text = must<HTMLInputElement>("[name=q]", form);
  const side = must<HTMLSelectElement>("[name=side]", form);
  const standing = must<HTMLSelectElement>("[name=standing]", form);
  const only = main.dataset["marked"] ? { only: [...body.rows].map((row) => row.dataset["place"] ?? "") } : {};
  const apply = (): void => {
    const wanted = text.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      const fits =
        (!wanted || (row.dataset["name"] ?? "").toLocaleLowerCase().includes(wanted)) &&
        (!side.value || row.dataset["side"] === side.value) &&
        (!standing.value || (row.dataset["standing"] ?? "").split(" ").includes(standing.value));
      row.hidden = !fits;
      shown += Number(fits);
    }
    must(".nothing", main).hidden = shown > 0;
    must(".count", main).textContent = shown === body.rows.length ? `${shown}` : `${shown} / ${body.rows.length}`;
    filtered({ side: side.value, standing: standing.value, text: wanted, ...only });
  };
  const query = new URL(location.href).searchParams;
  const cut = form.dataset["cut"] === "yes"; // the server has rows that are not here
  if (!cut && !query.get("q") && !query.get("side") && !query.get("standing")) {
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    must("button", form).hidden = true;
    if (text.value || side.value || standing.value || main.dataset["marked"]) apply();
  } else filtered({ side: side.value, standing: standing.value, text: text.value.trim(), ...only });
  if (!cut)
    for (const link of $$("[data-sort]", main)) link.addEventListener("click", (event) => sort(main, body, link, event));
  body.addEventListener("pointerover", (event) => point((event.target as Element).closest("tr")?.dataset["place"] ?? null));
}

const KEYS: Record<string, string> = { place: "name", holder: "holder", sure: "sure", standing: "standing", since: "since" };

function sort(main: HTMLElement, body: HTMLTableSectionElement, link: HTMLElement, event: Event): void {
  event.preventDefault();
  const head = link.closest("th");
  if (!head) return;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of $$("th[aria-sort]", main)) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = KEYS[link.dataset["sort"] ?? ""] ?? "name";
  const value = (row: HTMLTableRowElement): string => row.dataset[key] ?? "";
  const compare = (a: HTMLTableRowElement, b: HTMLTableRowElement): number =>
    key === "sure" ? Number(value(a)) - Number(value(b)) : value(a).localeCompare(value(b), document.documentElement.lang);
  body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
}
