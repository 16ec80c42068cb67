// Saves reloading: moving and enlarging the map, a slider for the day, dossiers beside the map, filters as one types.
// Every one of these works without this file, by links and forms.
import { Canvas } from "./canvas.js";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

let canvas = null;
let running = null; // the request under way, so that a newer one can stop it

async function load(address) {
  running?.abort();
  running = new AbortController();
  const answer = await fetch(address, { headers: { accept: "text/html" }, signal: running.signal });
  const text = await answer.text();
  return new DOMParser().parseFromString(text, "text/html");
}

function startBoard(view) {
  const main = $("main.board");
  if (!main) return;
  main.classList.add("live");
  $(".zoom", main).hidden = false;
  canvas = new Canvas($("#map"), view);
  $$("[data-zoom]", main).forEach((button) => button.addEventListener("click", () => canvas.button(button.dataset.zoom)));
  startSlider(main);
  startTable(main);
  $$("a.step", main).forEach((link) => link.addEventListener("click", (event) => follow(event, link.href)));
  main.addEventListener("click", (event) => {
    const link = event.target.closest("a.to-place, .points a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (canvas.dragged) return event.preventDefault();
    if (matchMedia("(max-width:60rem)").matches) return;
    event.preventDefault();
    openDossier(link.getAttribute("href"));
  });
}

function follow(event, address) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  showDay(address);
}

async function showDay(address) {
  let page;
  try {
    page = await load(address);
  } catch (error) {
    if (error.name === "AbortError") return;
    location.assign(address);
    return;
  }
  const fresh = $("main.board", page);
  if (!fresh) return location.assign(address);
  const view = canvas.view;
  const focus = document.activeElement?.closest("[aria-label]")?.getAttribute("aria-label");
  const place = $("#panel:not([hidden])")?.dataset.place;
  $("main.board").replaceWith(document.adoptNode(fresh));
  $(".language").replaceWith(document.adoptNode($(".language", page)));
  history.replaceState(null, "", address);
  startBoard(view);
  if (place) openDossier(withDay(place, address), false);
  if (focus) $$("[aria-label]").find((item) => item.getAttribute("aria-label") === focus)?.focus();
}

function withDay(place, address) {
  const from = new URL(address, location.href).searchParams;
  const to = new URL(place, location.href);
  for (const key of ["on", "as_known"]) from.get(key) ? to.searchParams.set(key, from.get(key)) : to.searchParams.delete(key);
  return to.pathname + to.search;
}

function startSlider(main) {
  const slider = $("input[type=range]", main);
  const first = Date.parse(main.dataset.first);
  slider.hidden = false;
  let timer = 0;
  slider.addEventListener("input", () => {
    const day = new Date(first + slider.value * 864e5).toISOString().slice(0, 10);
    $("input[name=on]", main).value = day;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const address = new URL(location.href);
      address.searchParams.set("on", day);
      showDay(address.pathname + address.search).then(() => $("input[type=range]")?.focus());
    }, 120);
  });
}

function startTable(main) {
  const form = $(".filters", main);
  const body = $("tbody", main);
  const apply = () => {
    const wanted = form.q.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      const fits =
        (!wanted || row.dataset.name.toLocaleLowerCase().includes(wanted)) &&
        (!form.side.value || row.dataset.side === form.side.value) &&
        (!form.standing.value || row.dataset.standing.split(" ").includes(form.standing.value));
      row.hidden = !fits;
      shown += fits;
    }
    $(".nothing", main).hidden = shown > 0;
    $(".count", main).textContent = shown === body.rows.length ? `${shown}` : `${shown} / ${body.rows.length}`;
  };
  if (!new URL(location.href).searchParams.get("q") && !form.side.value && !form.standing.value) {
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    $("button", form).hidden = true;
  }
  $$("[data-sort]", main).forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const head = link.closest("th");
      const down = head.getAttribute("aria-sort") === "ascending";
      $$("th[aria-sort]", main).forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = { place: "name", holder: "holder", sure: "sure", standing: "standing", since: "since" }[link.dataset.sort];
      const value = (row) => (key === "sure" ? Number(row.dataset.sure) : row.dataset[key]);
      const compare = (a, b) => (key === "sure" ? value(a) - value(b) : value(a).localeCompare(value(b), document.documentElement.lang));
      body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
    }),
  );
  body.addEventListener("pointerover", (event) => canvas.choose(event.target.closest("tr")?.dataset.place));
}

async function openDossier(address, focus = true) {
  const panel = $("#panel");
  let page;
  try {
    page = await load(address);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  const dossier = $("#dossier", page);
  if (!dossier) return location.assign(address);
  const tools = document.createElement("p");
  tools.className = "panel-tools";
  const open = document.createElement("a");
  open.href = address;
  open.textContent = panel.dataset.page;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = panel.dataset.close;
  close.addEventListener("click", closeDossier);
  tools.append(open, close);
  $(".defs", dossier)?.remove(); // the map on this page has them
  panel.replaceChildren(tools, document.adoptNode(dossier));
  panel.dataset.place = address;
  panel.hidden = false;
  canvas.choose($("code", dossier)?.textContent, true);
  if (focus) {
    const head = $("h1", panel);
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    if (panel.getBoundingClientRect().top < 0) panel.scrollIntoView({ block: "start" });
  }
}

function closeDossier() {
  const panel = $("#panel");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  canvas.choose(null, true);
  $("#map").focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeDossier();
});
startBoard();
