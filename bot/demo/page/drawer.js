// Look inside: tickets with their history, what waits, what is due; and what one may break.

import { at, el, fill, icon } from "./dom.js";
import { get, post } from "./net.js";
import { trying } from "./pop.js";
import { now, on, state } from "./state.js";
import { t, when } from "./words.js";

const AGAIN = 1200; // milliseconds between looks while the drawer is open

let opened = new Set();
let timer = 0;
let shown = "";

const soon = (stamp) => when(stamp, now());
const wish = (what) => trying(() => post("trouble", { wish: what, chat: state.open }));

function ticket(one) {
  const late = one.late ? el("span.status.late", {}, t("inside_late")) : null;
  const made = el("details.ticket", { open: opened.has(one.number) },
    el("summary", {}, el("b", {}, `#${one.number}`), el(`span.status.${one.status}`, {}, t(`status.${one.status}`)), late, el("span.text", {}, one.text)),
    el("p.facts", {}, t("inside_deadlines", { accept: soon(one.accept_due), resolve: soon(one.resolve_due) })),
    el("ol.history", {}, one.history.map((event) => el("li", {},
      el("time", {}, soon(event.at)), " ", el("b", {}, event.who ?? t("inside_schedule")), " ", t(`happened_${event.verb}`), event.note ? `：${event.note}` : ""))));
  made.addEventListener("toggle", () => (made.open ? opened.add(one.number) : opened.delete(one.number)));
  return made;
}

function rows(title, hint, list, line) {
  return el("section", {}, el("h3", {}, title, " ", el("span.count", {}, String(list.length))),
    list.length ? el("ul.rows", {}, list.map((one) => el("li", {}, line(one)))) : el("p.hint", {}, hint));
}

function troubles(awake) {
  const { busy, silent = [] } = state.trouble;
  const quiet = silent.includes(state.me.id);
  return el("section.troubles", {}, el("h3", {}, t("trouble")), el("p.hint", {}, t("trouble_hint")),
    el("button.option", { onclick: () => wish("busy"), disabled: busy }, t(busy ? "trouble_busy_on" : "trouble_busy")),
    el("button.option", { onclick: () => wish(quiet ? "listen" : "silence") }, t(quiet ? "trouble_listen" : "trouble_silence")),
    el("button.option", { onclick: () => wish("lose") }, t("trouble_lose")),
    awake ? el("button.option.danger", { onclick: () => wish("kill") }, t("trouble_kill"))
      : el("button.option.good", { onclick: () => wish("wake") }, t("trouble_wake")));
}

function draw(found) {
  const chat = state.chats.get(state.open);
  const focused = [...at("drawer").querySelectorAll("button, summary")].indexOf(document.activeElement);
  const scrolled = at("drawer").scrollTop;
  fill(at("drawer"),
    el("div.drawer-head", {}, el("h2", {}, t("inside_title", { chat: chat.title })),
      el("button.plain", { onclick: toggle, "aria-label": t("close") }, icon("close"))),
    found.awake ? null : el("p.asleep", {}, t("inside_asleep")),
    el("section", {}, el("h3", {}, t("inside_tickets"), " ", el("span.count", {}, String(found.tickets.length))),
      found.tickets.length ? found.tickets.map(ticket) : el("p.hint", {}, t("inside_no_tickets"))),
    found.kept ? el("p.asleep", {}, t("inside_kept", { count: found.kept })) : null,
    rows(t("inside_inbox"), t("inside_no_inbox"), found.inbox, (row) => t("inside_incoming", { reason: t(`reason_${row.reason}`), state: t(`row_${row.state}`), at: soon(row.at) })),
    rows(t("inside_outbox"), t("inside_no_outbox"), found.outbox, (row) => t("inside_outgoing", { what: [t(`kind_${row.kind}`), row.ticket ? `#${row.ticket}` : ""].join(" ").trim(), state: t(`row_${row.state}`), attempts: row.attempts })),
    rows(t("inside_due"), t("inside_no_due"), found.due, (row) => t("inside_owed", { ticket: row.ticket, at: soon(row.at), what: t(`due_${row.kind}`) })),
    troubles(found.awake));
  at("drawer").scrollTop = scrolled;
  if (focused >= 0) at("drawer").querySelectorAll("button, summary")[focused]?.focus();
}

async function look() {
  clearTimeout(timer);
  if (at("drawer").hidden || state.open === null) return;
  await trying(async () => {
    const found = await get("inside", { chat: state.open });
    const written = JSON.stringify([found, state.trouble, state.open]);
    if (written !== shown && !at("drawer").hidden) { shown = written; draw(found); }
  });
  timer = setTimeout(look, AGAIN);
}

function toggle() {
  at("drawer").hidden = !at("drawer").hidden;
  shown = "";
  look();
}

export function startDrawer() {
  at("drawer").setAttribute("aria-label", t("look_inside"));
  on("drawer", toggle);
  on("open", () => { if (state.open === null) at("drawer").hidden = true; shown = ""; look(); });
  on("trouble", look);
}
