// What this window knows: the chats of its person, the pages of messages loaded, the time.

export const state = {
  me: null, personas: [], chats: new Map(), pages: new Map(), open: null, bot: null, tour: null,
  trouble: {}, clock: { now: 0, speed: 0, heard: 0, leaping: false },
};

const heard = new Map();

export function on(what, listener) {
  if (!heard.has(what)) heard.set(what, []);
  heard.get(what).push(listener);
}

export function tell(what, value) {
  for (const listener of heard.get(what) ?? []) listener(value);
}

export function now() {
  const { clock } = state;
  return new Date(clock.now + (performance.now() - clock.heard) * clock.speed);
}

export function setClock(given) {
  state.clock = { now: Date.parse(given.now), speed: given.speed, heard: performance.now(), leaping: given.leaping };
  tell("clock");
}

export function setChat(chat) {
  state.chats.set(chat.id, chat);
  tell("chats");
}

export function put(message) {
  const page = state.pages.get(message.chat);
  if (!page) return;
  const place = page.messages.findIndex((one) => one.id === message.id);
  if (place >= 0) page.messages[place] = message;
  else page.messages.push(message);
  tell("message", { message, fresh: place < 0 });
}

export function drop(chat, id) {
  const page = state.pages.get(chat);
  if (!page) return;
  page.messages = page.messages.filter((one) => one.id !== id);
  tell("gone", { chat, id });
}
