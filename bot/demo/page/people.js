// Be somebody else: one tap, or another window for somebody beside.

import { at, avatar, el, fill, icon } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

export const address = (person) => {
  const query = new URLSearchParams(location.search);
  query.set("as", person);
  return `/?${query}`;
};

export function closeDialog() {
  at("dialog").close();
}

export function showDialog(title, ...inside) {
  const dialog = at("dialog");
  dialog.setAttribute("aria-label", title);
  fill(dialog,
    el("div.dialog-head", {}, el("h2", {}, title),
      el("button.plain", { onclick: closeDialog, "aria-label": t("close") }, icon("close"))),
    inside);
  dialog.onclick = (event) => { if (event.target === dialog) closeDialog(); };
  dialog.showModal();
}

export function choosePerson() {
  const choice = (one) => el("li.choice", { "aria-current": one.id === state.me.id ? "true" : null },
    el("a.person", { href: address(one.id) }, avatar(one), el("span.name", {}, one.name), el("span.part", {}, one.part)),
    el("a.beside", { href: address(one.id), target: "_blank", rel: "opener", title: t("beside") }, t("beside_short")));
  showDialog(t("who_to_be"), el("p.hint", {}, t("who_hint")), el("ul.choices", {}, state.personas.map(choice)));
}
