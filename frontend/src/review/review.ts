// The review desk by keys, without reloading: the page's own forms and links, sent and swapped in place. Whatever fails
// falls back to what the browser does without this file.
import { $, $$, make } from "../dom";

const KEPT = "whoholds-review-keys";
const ACTS: Record<string, string> = { a: "accept", r: "reject", c: "correct", m: "merge", s: "split" };
const said = make("p", { class: "hide", role: "status" });

export function start(): void {
  document.body.append(said);
  wire();
  document.addEventListener("keydown", (event) => pressed(event));
  window.addEventListener("popstate", () => void go(location.href, false));
}

function main(): HTMLElement | null {
  return $("main.review");
}

/** What is written anew with each page. */
function wire(): void {
  const here = main();
  if (!here) return;
  const held = $<HTMLInputElement>(".keys-switch input", here);
  if (held) {
    held.checked = keysAreOn();
    held.addEventListener("change", () => localStorage.setItem(KEPT, held.checked ? "on" : "off"));
    $(".keys-switch", here)?.removeAttribute("hidden");
    $(".keys .no-script", here)?.setAttribute("hidden", "");
  }
  here.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".queue a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void go(link.href, true);
  });
  for (const form of $$<HTMLFormElement>(".act form, form.undo", here))
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form);
    });
  for (const act of $$<HTMLDetailsElement>("details.act", here))
    act.addEventListener("toggle", () => {
      if (act.open) for (const other of $$<HTMLDetailsElement>("details.act[open]", here)) if (other !== act) other.open = false;
    });
  const current = $(".queue [aria-current]", here);
  const list = current?.closest<HTMLElement>(".queue");
  if (current && list && list.scrollHeight > list.clientHeight) list.scrollTop = current.offsetTop - list.offsetTop; // not the page
}

function keysAreOn(): boolean {
  return localStorage.getItem(KEPT) !== "off";
}

async function go(to: string, push: boolean): Promise<void> {
  try {
    const answer = await fetch(to, { headers: { accept: "text/html" } });
    if (!answer.ok) return location.assign(to);
    await show(answer, push);
  } catch {
    location.assign(to);
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const button = $<HTMLButtonElement>("button[type=submit]", form);
  if (!button || button.disabled) return; // it is on its way
  button.disabled = true;
  const fields = new URLSearchParams();
  for (const [key, value] of new FormData(form)) fields.append(key, String(value));
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { accept: "text/html" } });
    await show(answer, answer.ok);
  } catch {
    button.disabled = false;
    form.submit();
  }
}

/** Put an answer's page in place of this one, say what happened and put the keys on the claim. */
async function show(answer: Response, push: boolean): Promise<void> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = $("main", page);
  const old = main();
  if (!fresh || !old) return location.reload();
  const where = old.getBoundingClientRect().top;
  old.replaceWith(document.adoptNode(fresh));
  const language = $(".language", page);
  if (language) $(".language")?.replaceWith(document.adoptNode(language));
  document.title = page.title;
  if (push) history.pushState(null, "", answer.url);
  wire();
  if (where < 0) scrollTo({ top: 0 });
  const problem = $(".review-problem");
  const told = [problem ?? $(".review-done"), $("#case-head")].map((part) => part?.textContent?.trim() ?? "");
  said.textContent = told.filter(Boolean).join(". ");
  const held = problem ? $("details.act[open] input[name=why]") : null;
  (held ?? $("#case-head"))?.focus({ preventScroll: !held });
}

function pressed(event: KeyboardEvent): void {
  const here = main();
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = (event.target as Element).closest("input:not([type=radio],[type=checkbox]), select, textarea");
  if (event.key === "Escape" && field instanceof HTMLElement) return field.blur();
  if (field || !keysAreOn()) return;
  if (event.key === "j" || event.key === "k") step(here, event.key === "j" ? 1 : -1);
  else if (event.key in ACTS) open(here, ACTS[event.key] ?? "");
  else if (event.key === "u") into($<HTMLInputElement>("#undo-why", here));
  else if (event.key === "?") keys(here);
  else return;
  event.preventDefault();
}

function step(here: HTMLElement, by: number): void {
  const links = $$<HTMLAnchorElement>(".queue li a", here);
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const to = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
  if (to && links.indexOf(to) !== at) void go(to.href, true);
}

function open(here: HTMLElement, verb: string): void {
  const act = $<HTMLDetailsElement>(`details[data-verb=${verb}]`, here);
  if (!act) return $<HTMLAnchorElement>(".review-who a", here)?.focus(); // nobody is signed in
  act.open = true;
  const first = verb === "correct" || verb === "merge" ? "fieldset input, input[name=why]" : "input[name=why]";
  into($<HTMLInputElement>(first, act));
}

function into(field: HTMLInputElement | null): void {
  field?.focus();
  if (field?.type === "text") field.select();
  field?.scrollIntoView({ block: "nearest" });
}

function keys(here: HTMLElement): void {
  const list = $<HTMLDetailsElement>(".keys", here);
  if (!list) return;
  list.open = !list.open;
  $("summary", list)?.focus();
}
