// Begin: who am I, what do I see, and what changes from now on.

import { startDrawer } from "./drawer.js";
import { at, el, fill } from "./dom.js";
import { be, follow, get } from "./net.js";
import { startList, sorted } from "./list.js";
import { toast } from "./pop.js";
import { drop, put, setChat, setClock, state, tell } from "./state.js";
import { openChat, reload, startTalk } from "./talk.js";
import { startTop } from "./top.js";
import { startTour } from "./tour.js";
import { learn, t } from "./words.js";

const query = new URLSearchParams(location.search);

function load(found) {
  Object.assign(state, { me: found.me, personas: found.personas, bot: found.bot, tour: found.tour, trouble: found.trouble });
  state.chats = new Map(found.chats.map((chat) => [chat.id, chat]));
  setClock(found.clock);
}

function heard(event) {
  if (event.what === "clock") return setClock(event);
  if (event.what === "trouble") { state.trouble = event; return tell("trouble"); }
  setChat(event.chat.id === state.open && !document.hidden ? { ...event.chat, unread: 0 } : event.chat);
  if (event.message) put(event.message);
  else if (event.what === "deleted") drop(event.chat.id, event.id);
  else if (event.what === "pinned") tell("pinned", { id: event.chat.id });
}

async function start() {
  if (query.get("as")) be(Number(query.get("as")));
  const asked = query.get("language") ? { language: query.get("language") } : {};
  const found = await get("start", asked);
  learn(found);
  be(found.me.id);
  load(found);
  document.title = `${found.me.name} · ${t("brand")}`;
  startTop();
  startList();
  startTalk();
  startDrawer();
  let lost = false;
  follow(heard, async (connected) => {
    if (!connected) { lost = true; toast(t("connection_lost")); } else if (lost) {
      lost = false;
      load(await get("start", asked));
      tell("chats");
      await reload();
    }
  });
  if (matchMedia("(min-width: 720px)").matches) {
    const first = sorted().find((chat) => !chat.private) ?? sorted()[0];
    await openChat(first.id, false);
  }
  startTour(false);
}

start().catch((error) => { fill(at("log"), el("div.empty", {}, String(error.message))); throw error; });
