// The line at the bottom: words, pictures, a place, the command menu, mentions.

import { at, el, fill, icon } from "./dom.js";
import { post, upload } from "./net.js";
import { trying } from "./pop.js";
import { on, state } from "./state.js";
import { t } from "./words.js";

let reply = null;
let edited = null;
let files = [];
let marked = 0;

const box = () => at("words");

export function replyTo(message) {
  edited = null;
  reply = message;
  drawAbove();
  box().focus();
}

export function editing(message) {
  reply = null;
  edited = message;
  const plain = document.createElement("div");
  plain.innerHTML = message.html;
  box().value = plain.textContent;
  grow();
  drawAbove();
  box().focus();
}

export function resetComposer() {
  reply = edited = null;
  files = [];
  box().value = "";
  grow();
  drawAbove();
  suggest();
  at("composer").hidden = state.open === null;
}

export function focusComposer() {
  if (matchMedia("(min-width: 720px)").matches) box().focus();
}

function drawAbove() {
  const about = reply ?? edited;
  const words = about ? about.html.replace(/<[^>]*>/g, "") : "";
  const what = reply ? t("replying", { name: reply.who.name }) : t("editing");
  fill(at("above"),
    about ? el("div.about", {}, el("b", {}, what), " ", el("span", {}, decode(words).slice(0, 60)),
      el("button.plain", { onclick: resetComposer, "aria-label": t("close") }, icon("close"))) : null,
    files.length ? el("div.files", {}, files.map(thumbnail)) : null);
}

function decode(html) {
  const plain = document.createElement("textarea");
  plain.innerHTML = html;
  return plain.value;
}

function thumbnail(file, place) {
  const shown = file.type.startsWith("image/")
    ? el("img", { src: URL.createObjectURL(file), alt: file.name }) : el("span.file-name", {}, file.name);
  const remove = () => { files.splice(place, 1); drawAbove(); };
  return el("div.thumbnail", {}, shown, el("button.plain", { onclick: remove, "aria-label": t("remove", { name: file.name }) }, icon("close")));
}

function add(found) {
  files.push(...[...found].slice(0, 10 - files.length));
  drawAbove();
  box().focus();
}

async function send() {
  const text = box().value.trim();
  const asked = { chat: state.open, text, reply: reply?.id, mentions: mentioned(text) };
  if ((!text || text === "/") && !files.length) return;
  await trying(async () => {
    if (edited) await post("edit", { chat: state.open, message: edited.id, text });
    else if (files.length) await upload(asked, files);
    else await post("say", asked);
    resetComposer();
  });
}

// Whoever has no @name is mentioned by id, as the platform does it.
function mentioned(text) {
  const people = state.pages.get(state.open).people.filter((one) => !one.username && text.includes(`@${one.name}`));
  return Object.fromEntries(people.map((one) => [`@${one.name}`, one.id]));
}

function options() {
  const text = box().value;
  const page = state.pages.get(state.open);
  if (!page) return [];
  if (/^\/\w*$/.test(text)) {
    return page.commands.filter((one) => `/${one.command}`.startsWith(text)).map((one) => ({ shown: `/${one.command}`, note: one.description, put: `/${one.command} ` }));
  }
  const mention = /(^|\s)@(\S*)$/.exec(text);
  if (!mention) return [];
  const start = text.slice(0, text.length - mention[2].length);
  const people = [{ name: t("bot_name"), username: state.bot.username }, ...page.people];
  return people.filter((one) => one.id !== state.me.id && ((one.username ?? "") + one.name).includes(mention[2]))
    .map((one) => ({ shown: `@${one.username ?? one.name}`, note: one.username ? one.name : "", put: `${start}${one.username ?? one.name} ` }));
}

function suggest() {
  const found = options();
  marked = Math.min(marked, Math.max(0, found.length - 1));
  const list = at("suggestions");
  list.hidden = !found.length;
  box().setAttribute("aria-expanded", String(found.length > 0));
  box().setAttribute("aria-activedescendant", found.length ? `suggestion-${marked}` : "");
  fill(list, found.map((one, place) => el("li", {
    id: `suggestion-${place}`, role: "option", "aria-selected": String(place === marked), onmousedown: (event) => { event.preventDefault(); take(one); },
  }, el("b", {}, one.shown), el("span", {}, one.note))));
  list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
}

function take(one) {
  box().value = one.put;
  box().focus();
  marked = 0;
  suggest();
}

function pressed(event) {
  const found = options();
  if (found.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    marked = (marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    suggest();
  } else if (found.length && (event.key === "Tab" || (event.key === "Enter" && found[marked].shown !== box().value.trim()))) {
    event.preventDefault();
    take(found[marked]);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape") {
    resetComposer();
  }
}

function grow() {
  box().style.height = "auto";
  box().style.height = `${Math.min(box().scrollHeight, 140)}px`;
}

export function startComposer() {
  const choose = el("input", { type: "file", multiple: true, hidden: true, onchange: (event) => { add(event.target.files); event.target.value = ""; } });
  fill(at("composer"),
    el("div", { id: "above" }),
    el("ul", { id: "suggestions", role: "listbox", "aria-label": t("suggestions"), hidden: true }),
    el("div.line", {},
      el("button.plain", { onclick: () => choose.click(), "aria-label": t("add_picture"), title: t("add_picture") }, icon("picture")),
      el("button.plain", { onclick: () => trying(() => post("locate", { chat: state.open })), "aria-label": t("add_place"), title: t("add_place") }, icon("place")),
      choose,
      el("textarea", {
        id: "words", rows: 1, maxLength: 4096, placeholder: t("say_something"), "aria-label": t("say_something"), role: "combobox",
        "aria-expanded": "false", "aria-controls": "suggestions", "aria-autocomplete": "list",
        oninput: () => { grow(); suggest(); }, onkeydown: pressed,
        onpaste: (event) => { if (event.clipboardData.files.length) { event.preventDefault(); add(event.clipboardData.files); } },
      }),
      el("button.send", { onclick: send, "aria-label": t("send"), title: t("send") }, icon("send"))));
  at("composer").hidden = true;
  const log = at("talk");
  log.addEventListener("dragover", (event) => { event.preventDefault(); log.classList.add("dropping"); });
  log.addEventListener("dragleave", () => log.classList.remove("dropping"));
  log.addEventListener("drop", (event) => { event.preventDefault(); log.classList.remove("dropping"); if (state.open !== null) add(event.dataTransfer.files); });
  on("open", () => { at("composer").hidden = state.open === null; });
}
