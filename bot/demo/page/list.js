// The left side: who I am, and my chats.

import { at, avatar, el, fill, icon } from "./dom.js";
import { choosePerson } from "./people.js";
import { now, on, state } from "./state.js";
import { openChat } from "./talk.js";
import { short, t } from "./words.js";

function glimpse(last) {
  if (!last) return "";
  if (last.service) return t(`service_${last.service.what}`, { by: last.service.by, names: last.service.names.join("、") });
  const what = last.media ? `[${t(`media_${last.media}`)}] ` : "";
  return `${last.who}：${what}${last.text}`;
}

function line(chat) {
  const group = { id: chat.id, name: chat.title.slice(0, 2) };
  const unread = chat.unread && chat.id !== state.open
    ? el("span.unread", { "aria-label": t("unread", { count: chat.unread }) }, chat.unread > 99 ? "99+" : String(chat.unread)) : null;
  return el("li", {},
    el("button.chat", {
      "aria-current": chat.id === state.open ? "true" : null, data: { chat: chat.id }, onclick: () => openChat(chat.id),
    },
    avatar(group, chat.private),
    el("span.title", {}, chat.title),
    el("time.at", {}, chat.at ? short(chat.at, now()) : ""),
    el("span.last", {}, glimpse(chat.last)),
    unread));
}

export function sorted() {
  return [...state.chats.values()].sort((a, b) => b.pinned - a.pinned || b.order - a.order || b.id - a.id);
}

function draw() {
  const focused = document.activeElement?.dataset?.chat;
  fill(at("chats"), sorted().map(line));
  if (focused) at("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
}

function drawMe() {
  const { me } = state;
  fill(at("me"),
    el("button.persona", { onclick: choosePerson, "aria-label": t("change_person", { name: me.name }) },
      avatar(me), el("span.name", {}, me.name), el("span.part", {}, me.part), icon("down")));
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; draw(); });
}

export function startList() {
  at("side").setAttribute("aria-label", t("chats"));
  drawMe();
  draw();
  on("chats", soon);
  on("clock", soon);
  on("open", soon);
}
