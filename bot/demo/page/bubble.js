// One message: who, what, quotes, pictures, buttons.

import { avatar, el, icon } from "./dom.js";
import { myself } from "./net.js";
import { t } from "./words.js";

const fileAddress = (media) => `/api/file?file=${encodeURIComponent(media.file)}&as=${myself()}`;

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

const MEDIA = {
  photo: (media, act) => el("button.photo", { onclick: () => act.enlarge(fileAddress(media)), "aria-label": t("enlarge") },
    el("img", { src: fileAddress(media), alt: t("media_photo"), loading: "lazy" })),
  voice: (media) => el("a.file", { href: fileAddress(media), download: media.name }, icon("file"),
    el("span", {}, t("media_voice")), el("small", {}, size(media.size))),
  location: (media) => el("div.place", {}, icon("place"),
    el("span", {}, `${media.latitude.toFixed(4)}, ${media.longitude.toFixed(4)}`)),
};

function anyFile(media) {
  return el("a.file", { href: fileAddress(media), download: media.name }, icon("file"),
    el("span", {}, media.name), el("small", {}, size(media.size)));
}

function quote(reply, act) {
  const gone = reply.deleted;
  return el("button.quote", { onclick: () => act.find(reply.id), disabled: gone },
    el("b", {}, reply.who), " ", gone ? t("gone_message") : reply.text || "…");
}

function keys(message, act) {
  if (!message.keys.length) return null;
  const key = (one) => one.url
    ? el("a.key", { href: one.url, onclick: (event) => act.follow(event, one.url) }, one.text)
    : el("button.key", { onclick: (event) => act.press(message, one.data, event.currentTarget) }, one.text);
  return el("div.keys", {}, message.keys.map((row) => el("div.row", {}, row.map(key))));
}

function service(note) {
  return el("div.note", {}, t(`service_${note.what}`, { by: note.by, names: note.names.join("、") }));
}

export function bubble(message, act, { named, album }) {
  if (message.service) return el("div.message.service", { data: { id: message.id } }, service(message.service));
  const { media } = message;
  const words = message.html ? el("div.words", { html: message.html }) : null;
  const made = el(`div.message.${message.mine ? "mine" : "theirs"}`, { data: { id: message.id } },
    avatar(message.who, message.who.bot),
    el("div.body", {},
      message.mine || !named ? null : el("div.from", {}, message.who.name),
      el(`div.bubble${media && !words && !message.reply ? ".bare" : ""}`, { ondblclick: () => act.reply(message) },
        message.reply ? quote(message.reply, act) : null,
        media ? (MEDIA[media.kind] ?? anyFile)(media, act) : null,
        words,
        message.edited ? el("span.edited", {}, t("edited")) : null),
      message.reactions.length ? el("div.reactions", {}, message.reactions.join(" ")) : null,
      keys(message, act)),
    el("div.tools", {},
      el("button.plain", { onclick: () => act.reply(message), "aria-label": t("reply_to", { name: message.who.name }) }, icon("reply")),
      message.registers ? el("button.plain", { onclick: () => act.react(message), "aria-label": t("react_to", { name: message.who.name, emoji: message.registers }) }, message.registers) : null,
      message.mine ? el("button.plain", { onclick: (event) => act.more(message, event.currentTarget), "aria-label": t("more") }, icon("more")) : null));
  if (album) made.classList.add("album");
  made.querySelectorAll(".words a").forEach((link) => link.addEventListener("click", (event) => act.follow(event, link.href)));
  longPress(made.querySelector(".bubble"), () => act.reply(message));
  return made;
}

function longPress(place, done) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  place.addEventListener("touchstart", () => { timer = setTimeout(done, 500); }, { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel"]) place.addEventListener(end, stop, { passive: true });
}
