// The map in somebody else's page: it can be moved and enlarged, its day and its viewpoint stay.
import { dayOf, fetchTimeline } from "./data";
import { $, canDraw, must } from "./dom";

export async function startEmbed(): Promise<void> {
  const main = $("main.embed");
  if (!main || !canDraw()) return;
  const gl = await import("./map/map");
  try {
    const timeline = await fetchTimeline(main.dataset["known"] || null);
    const [west, south, east, north] = (main.dataset["box"] ?? "").split(",").map(Number);
    if (west !== undefined && south !== undefined && east !== undefined && north !== undefined) timeline.box = [west, south, east, north];
    const box = must("#map", main);
    new gl.ControlMap(box, timeline, dayOf(timeline, main.dataset["on"] ?? timeline.last), null, (id) => {
      window.open(`/place/${encodeURIComponent(id)}${location.search}`, "_blank", "noopener");
    }, () => undefined);
  } catch {
    // the drawn map stays
  }
}
