// The guided tour: five steps that can be clicked through; each says what to look at and does the rest if asked.

import { at, el, fill, icon } from "./dom.js";
import { get, Mistake, post } from "./net.js";
import { address } from "./people.js";
import { popUp, trying } from "./pop.js";
import { setClock, state } from "./state.js";
import { openChat } from "./talk.js";
import { t } from "./words.js";

const STEPS = ["say", "lead", "resolve", "confirm", "morning"];
const KEY = "tour";

function remembered() {
  try { return JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

function remember(value) {
  try { sessionStorage.setItem(KEY, JSON.stringify(value)); } catch { /* a browser that keeps nothing */ }
}

async function card(chat, label) {
  const page = await get("page", { chat });
  return page.messages.filter((one) => one.who.bot && one.keys.flat().some((key) => key.text.includes(label))).pop();
}

async function tap(chat, label) {
  const found = await card(chat, label);
  if (!found) throw new Mistake("no_card");
  const key = found.keys.flat().find((one) => one.text.includes(label));
  popUp(await post("press", { chat, message: found.id, data: key.data }));
}

const DO = {
  say: async () => { await openChat(state.tour.chat); await post("say", { chat: state.tour.chat, text: t("tour_words") }); },
  lead: async () => { await openChat(state.tour.chat); await tap(state.tour.chat, t("button_accept")); },
  resolve: async () => {
    await openChat(state.tour.chat);
    const page = await get("page", { chat: state.tour.chat });
    const found = page.messages.filter((one) => one.who.bot && /#\d+/.test(one.html) && one.reply).pop();
    await post("say", { chat: state.tour.chat, text: t("tour_answer"), reply: found?.id });
  },
  confirm: async () => { await openChat(state.tour.chat); await tap(state.tour.chat, t("button_satisfied")); },
  morning: async () => setClock(await post("clock", { wish: "morning" })),
};
const WHO = { say: "member", lead: "leader", resolve: "leader", confirm: "member", morning: "leader" };

function go(step) {
  if (step >= STEPS.length) return stop();
  const person = state.tour[WHO[STEPS[step]]];
  remember({ step, on: true });
  if (person !== state.me.id) location.href = address(person);
  else draw(step, false);
}

function stop() {
  remember({ on: false, seen: true });
  at("tour").hidden = true;
}

async function play(step, button) {
  button.disabled = true;
  const played = await trying(async () => { await DO[STEPS[step]](); return true; });
  button.disabled = false;
  if (played) setTimeout(() => draw(step, true), 600);
}

async function draw(step, done) {
  const name = STEPS[step];
  if (step > 0 && state.open === null) await openChat(state.tour.chat);
  const next = done
    ? el("button.good", { onclick: () => go(step + 1) }, t(step + 1 < STEPS.length ? "tour_next" : "tour_end"))
    : el("button.good", { onclick: (event) => play(step, event.currentTarget) }, t(`tour_do_${name}`));
  at("tour").hidden = false;
  fill(at("tour"),
    el("div.steps", { role: "img", "aria-label": t("tour_step", { step: step + 1, steps: STEPS.length }) },
      STEPS.map((_, place) => el(`span.dot${place <= step ? ".on" : ""}`))),
    el("p", {}, t(done ? `tour_done_${name}` : `tour_${name}`)),
    el("div.row", {}, next, el("button.plain", { onclick: stop }, t("tour_stop"))),
    el("button.plain.tour-close", { onclick: stop, "aria-label": t("close") }, icon("close")));
}

export function startTour(asked) {
  const { on, step, seen } = remembered();
  at("tour").setAttribute("role", "region");
  at("tour").setAttribute("aria-label", t("tour"));
  if (on && !asked) draw(step ?? 0, false);
  else if (asked || (!seen && !new URLSearchParams(location.search).has("as"))) go(0);
}
