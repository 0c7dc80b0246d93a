// What comes and goes by itself: toasts, and the pop-ups that answer a button.

import { at, el } from "./dom.js";
import { Mistake } from "./net.js";
import { closeDialog, showDialog } from "./people.js";
import { t } from "./words.js";

const LASTS = 3000; // milliseconds

let timer = 0;

export function toast(words) {
  const place = at("toast");
  place.textContent = words;
  place.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { place.hidden = true; }, LASTS);
}

export function hush() {
  at("toast").hidden = true;
}

export function popUp({ text, alert }) {
  if (!text) return;
  if (!alert) return toast(text);
  showDialog(t("bot_name"), el("p.alert", {}, text), el("button.option", { onclick: closeDialog }, t("good")));
}

export async function trying(doing) {
  try {
    return await doing();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    toast(t(`mistake_${error.message}`));
    return undefined;
  }
}
