// Ask the server, as the person whom this window is.

let me = null;

export const be = (person) => { me = person; };
export const myself = () => me;

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Mistake(body.mistake || "unknown");
  return body;
}

export class Mistake extends Error {}

function lost() { throw new Mistake("no_server"); }

export function get(path, asked = {}) {
  const query = new URLSearchParams({ ...(me ? { as: me } : {}), ...asked });
  return fetch(`/api/${path}?${query}`).catch(lost).then(answered);
}

export function post(path, asked) {
  const body = JSON.stringify({ as: me, ...asked });
  const headers = { "Content-Type": "application/json" };
  return fetch(`/api/${path}`, { method: "POST", headers, body }).catch(lost).then(answered);
}

export function upload(asked, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ as: me, ...asked })) if (value && typeof value !== "object") form.append(name, value);
  for (const file of files) form.append("file", file, file.name || "photo.png");
  return fetch("/api/show", { method: "POST", body: form }).catch(lost).then(answered);
}

export function follow(heard, state) {
  const source = new EventSource(`/api/stream?as=${me}`);
  source.onmessage = (event) => heard(JSON.parse(event.data));
  source.onopen = () => state(true);
  source.onerror = () => state(false);
  return source;
}
