// The header: what this is, the clock and its buttons, language and help.

import { at, el, fill, icon } from "./dom.js";
import { Mistake, post } from "./net.js";
import { trying } from "./pop.js";
import { now, on, setClock, state } from "./state.js";
import { startTour } from "./tour.js";
import { clock, t, weekday } from "./words.js";

const move = (wish) => trying(async () => setClock(await post("clock", { wish })));
const goBack = () => trying(async () => { throw new Mistake("no_way_back"); });

function button(wish, words, title) {
  return el("button.move", { onclick: () => move(wish), title, data: { wish } }, words);
}

function otherLanguage() {
  const query = new URLSearchParams(location.search);
  query.set("language", document.documentElement.lang === "en" ? "zh_CN" : "en");
  return `/?${query}`;
}

function turnLights() {
  const root = document.documentElement;
  const dark = root.dataset.light ? root.dataset.light === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.light = dark ? "light" : "dark";
  try { localStorage.setItem("light", root.dataset.light); } catch { /* a browser that keeps nothing */ }
}

function drawClock() {
  const moment = now();
  fill(at("now"), el("b", {}, clock(moment)), " ", el("span", {}, weekday(moment)));
  const { speed, leaping } = state.clock;
  at("top").classList.toggle("leaping", leaping);
  const play = at("top").querySelector(".play");
  play.setAttribute("aria-pressed", String(speed > 1));
  fill(play, icon(speed > 1 ? "calm" : "fast"), el("span", {}, speed > 1 ? t("clock_calm") : t("clock_fast")));
}

export function startTop() {
  try { document.documentElement.dataset.light = localStorage.getItem("light") ?? ""; } catch { /* likewise */ }
  fill(at("top"),
    el("div.brand", {}, el("b", {}, t("brand")), el("span", {}, t("brand_note"))),
    el("div.clock", { role: "group", "aria-label": t("clock") },
      el("time", { id: "now" }),
      button("hour", t("clock_hour"), t("clock_hour_long")),
      button("workday", t("clock_workday"), t("clock_workday_long")),
      button("morning", t("clock_morning"), t("clock_morning_long")),
      el("button.move.play", { onclick: () => move(state.clock.speed > 1 ? "pause" : "play"), title: t("clock_fast_long") }),
      el("button.move.back-in-time", { onclick: goBack, title: t("clock_back_long") }, t("clock_back"))),
    el("div.extras", {},
      el("button.plain", { onclick: () => startTour(true), "aria-label": t("tour"), title: t("tour") }, icon("help")),
      el("button.plain", { onclick: turnLights, "aria-label": t("lights"), title: t("lights") }, icon("moon")),
      el("a.plain", { href: otherLanguage() }, t("other_language"))));
  drawClock();
  setInterval(drawClock, 500);
  on("clock", drawClock);
}
