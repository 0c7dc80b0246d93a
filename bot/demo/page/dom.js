// Small hands for building elements: el("button.key", {onclick}, "words").

export function el(kind, traits = {}, ...inside) {
  const [tag, ...classes] = kind.split(".");
  const made = document.createElement(tag || "div");
  made.classList.add(...classes);
  for (const [name, value] of Object.entries(traits)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "html") made.innerHTML = value;
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name in made && !name.startsWith("aria")) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

export const at = (id) => document.getElementById(id);

export function fill(place, ...inside) {
  place.replaceChildren(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false));
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-7-6 16-3-7z",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  place: "M12 21s-7-6.2-7-11a7 7 0 0114 0c0 4.800-7 11-7 11zM12 12.500a2.500 2.500 0 100-5 2.500 2.500 0 000 5z",
  inside: "M4 6h16M4 12h10M4 18h7M18 14l3 3-3 3",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 7L5 12l5 5M5 12h9a5 5 0 015 5v1",
  file: "M7 3h7l4 4v14H7zM14 3v5h4",
  fast: "M5 6l7 6-7 6zM13 6l7 6-7 6z",
  calm: "M8 5v14M16 5v14",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  moon: "M20 14a8 8 0 01-10-10 8 8 0 1010 10z",
  help: "M9 9a3 3 0 116 0c0 2-3 2.500-3 5M12 18h.01",
  down: "M6 9l6 6 6-6",
};

export function icon(name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", ICONS[name]);
  made.append(line);
  return made;
}

const HUES = [4, 24, 200, 262, 330, 172, 218, 288, 12, 190];

export function avatar(who, bot) {
  if (bot) return el("span.avatar.bot", { "aria-hidden": "true" }, who.name.slice(-1));
  const made = el("span.avatar", { "aria-hidden": "true" }, who.name.slice(-2));
  made.style.setProperty("--hue", HUES[Math.abs(who.id) % HUES.length]);
  return made;
}
