// Buttons that put an address on the clipboard; where a browser has none that pages may use they stay hidden.
import { $$ } from "./dom";

export function startCopy(): void {
  if (!navigator.clipboard) return;
  for (const button of $$<HTMLButtonElement>("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(new URL(button.dataset["copy"] ?? "", location.href).href);
    button.setAttribute("aria-live", "polite");
    button.textContent = button.dataset["done"] ?? "✓";
  } catch {
    // not allowed: the link beside it has the address
  }
}
