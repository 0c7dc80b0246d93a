// Every sentence comes from the server's phrases; times are shown in the district's zone.

let words = {};
let zone = "Asia/Shanghai";
let language = "zh_CN";

export function learn(given) {
  ({ words, zone, language } = given);
  document.documentElement.lang = language === "zh_CN" ? "zh-CN" : "en";
}

export function t(key, facts = {}) {
  const text = words[key] ?? words[`page.${key}`] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

const parts = (options) => new Intl.DateTimeFormat(language === "zh_CN" ? "zh-CN" : "en-GB", { timeZone: zone, ...options });
const day = (moment) => parts({ year: "numeric", month: "numeric", day: "numeric" }).format(moment);

export const clock = (moment) => parts({ hour: "2-digit", minute: "2-digit", hour12: false }).format(moment);
export const weekday = (moment) => parts({ month: "long", day: "numeric", weekday: "short" }).format(moment);

export function when(stamp, now) {
  const moment = new Date(stamp);
  if (day(moment) === day(now)) return clock(moment);
  if (day(moment) === day(new Date(now - 86400000))) return `${t("yesterday")} ${clock(moment)}`;
  return `${parts({ month: "short", day: "numeric" }).format(moment)} ${clock(moment)}`;
}

export function short(stamp, now) {
  const moment = new Date(stamp);
  if (day(moment) === day(now)) return clock(moment);
  if (day(moment) === day(new Date(now - 86400000))) return t("yesterday");
  return parts({ month: "numeric", day: "numeric" }).format(moment);
}
