// The middle: the conversation of the chat that is open.

import { bubble } from "./bubble.js";
import { focusComposer, startComposer, replyTo, resetComposer, editing } from "./composer.js";
import { at, el, fill, icon } from "./dom.js";
import { get, post } from "./net.js";
import { closeDialog, showDialog } from "./people.js";
import { hush, popUp, toast, trying } from "./pop.js";
import { now, on, state, tell } from "./state.js";
import { t, when } from "./words.js";

const GAP = 5 * 60 * 1000; // milliseconds between messages after which the time is shown again
const NEAR = 120; // pixels from the end that still count as being at the end

const act = {
  reply: (message) => replyTo(message),
  press: (message, data, button) => trying(async () => {
    button.disabled = true;
    button.classList.add("busy");
    try {
      const answer = await post("press", { chat: message.chat, message: message.id, data });
      if (answer.late) toast(t("no_answer"));
      else popUp(answer);
    } finally {
      button.disabled = false;
      button.classList.remove("busy");
    }
  }),
  follow: (event, address) => {
    event.preventDefault();
    const found = /^https:\/\/t\.me\/(\w+)(?:\?start=([\w-]*))?$/.exec(address);
    if (found && found[1] === state.bot.username) startBot(found[2] || "");
    else toast(t("no_outside", { address }));
  },
  react: (message) => trying(() => post("react", { chat: message.chat, message: message.id })),
  find: (id) => flash(id),
  enlarge: (source) => showDialog(t("media_photo"), el("img.large", { src: source, alt: t("media_photo") })),
  more: (message) => showDialog(t("own_message"),
    el("div.options", {},
      el("button.option", { onclick: () => { closeDialog(); editing(message); } }, t("edit")),
      el("button.option.danger", { onclick: () => { closeDialog(); trying(() => post("take_back", { chat: message.chat, message: message.id })); } }, t("take_back")))),
};

export function startBot(payload) {
  trying(async () => {
    await openChat(state.me.id);
    await post("say", { chat: state.me.id, text: `/start ${payload}`.trim() });
  });
}

export async function openChat(id, push = true) {
  hush();
  state.open = id;
  at("app").dataset.view = "talk";
  if (push) history.pushState({ chat: id }, "");
  if (!state.pages.has(id)) {
    fill(at("log"));
    await trying(async () => state.pages.set(id, await get("page", { chat: id })));
  }
  if (state.open !== id) return;
  tell("open");
  resetComposer();
  drawHead();
  drawAll();
  read();
  focusComposer();
}

export function closeChat() {
  at("app").dataset.view = "list";
  state.open = null;
  tell("open");
}

function drawHead() {
  const chat = state.chats.get(state.open);
  const page = state.pages.get(state.open);
  if (!chat || !page) return;
  fill(at("head"),
    el("button.plain.back", { onclick: () => history.back(), "aria-label": t("back") }, icon("back")),
    el("h1", {}, chat.private ? chat.title : `${chat.title} (${chat.members})`),
    el("button.plain", { onclick: () => tell("drawer"), "aria-label": t("look_inside"), title: t("look_inside") }, icon("inside")));
  const { pinned } = page;
  at("pinned").hidden = !pinned;
  if (pinned) {
    fill(at("pinned"), "📌 ", at("pinned").ownerDocument.createRange().createContextualFragment(pinned.html).textContent);
    at("pinned").onclick = () => flash(pinned.id);
  }
}

function stampBefore(message, before) {
  if (before && new Date(message.at) - new Date(before.at) < GAP) return null;
  return el("div.stamp", { data: { at: message.at } }, when(message.at, now()));
}

function one(message, before, next) {
  const chat = state.chats.get(message.chat);
  const album = message.album && (next?.album === message.album || before?.album === message.album);
  return bubble(message, act, { named: !chat?.private, album });
}

function drawAll() {
  const page = state.pages.get(state.open);
  const { messages } = page;
  const lines = messages.flatMap((message, place) => [stampBefore(message, messages[place - 1]), one(message, messages[place - 1], messages[place + 1])]);
  const earlier = page.more ? el("button.earlier", { onclick: loadEarlier }, t("earlier")) : null;
  fill(at("log"), earlier, messages.length ? lines : el("div.empty", {}, emptyWords()));
  at("log").scrollTop = at("log").scrollHeight;
}

function emptyWords() {
  const chat = state.chats.get(state.open);
  if (!chat.private) return t("empty_group");
  return [el("p", {}, t("empty_private")), el("button.start", { onclick: () => startBot("") }, t("start"))];
}

async function loadEarlier() {
  await trying(async () => {
    const page = state.pages.get(state.open);
    const height = at("log").scrollHeight;
    const more = await get("page", { chat: state.open, before: page.messages[0].id });
    page.messages = [...more.messages, ...page.messages];
    page.more = more.more;
    drawAll();
    at("log").scrollTop = at("log").scrollHeight - height;
  });
}

function flash(id) {
  const found = at("log").querySelector(`[data-id="${id}"]`);
  if (!found) return toast(t("not_loaded"));
  found.scrollIntoView({ block: "center", behavior: "smooth" });
  found.classList.remove("flash");
  void found.offsetWidth;
  found.classList.add("flash");
}

function heardMessage({ message, fresh }) {
  if (message.chat !== state.open) return;
  const log = at("log");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const { messages } = state.pages.get(state.open);
  const place = messages.findIndex((found) => found.id === message.id);
  const made = one(message, messages[place - 1], messages[place + 1]);
  const old = log.querySelector(`[data-id="${message.id}"]`);
  if (old) {
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(made);
    if (focused >= 0) made.querySelectorAll("button, a")[focused]?.focus();
  } else {
    log.querySelector(".empty")?.remove();
    const stamp = stampBefore(message, messages[place - 1]);
    if (stamp) log.append(stamp);
    log.append(made);
  }
  if (fresh && (atEnd || message.mine)) log.scrollTop = log.scrollHeight;
  if (fresh && !document.hidden) read();
}

function drawStamps() {
  for (const stamp of at("log").querySelectorAll(".stamp")) stamp.textContent = when(stamp.dataset.at, now());
}

let reading = 0;
function read() {
  clearTimeout(reading);
  const chat = state.open;
  reading = setTimeout(() => post("read", { chat }).catch(() => {}), 200);
  const known = state.chats.get(chat);
  if (known) known.unread = 0;
}

export async function reload() {
  state.pages.clear();
  if (state.open !== null) await openChat(state.open, false);
}

export function startTalk() {
  startComposer();
  on("message", heardMessage);
  on("gone", ({ chat, id }) => { if (chat === state.open) at("log").querySelector(`[data-id="${id}"]`)?.remove(); });
  on("clock", drawStamps);
  on("pinned", async ({ id }) => {
    const page = state.pages.get(id);
    if (page) page.pinned = (await get("page", { chat: id })).pinned;
    if (id === state.open) drawHead();
  });
  window.addEventListener("popstate", (event) => (event.state?.chat !== undefined ? openChat(event.state.chat, false) : closeChat()));
  new ResizeObserver(() => { if (state.open !== null) at("log").scrollTop = at("log").scrollHeight; }).observe(at("log"));
}
