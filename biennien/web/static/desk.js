"use strict";
// The desk: one key for each decision on the mark in focus. All of it can be done by forms too.
(() => {
  const desk = document.getElementById("desk");
  if (!desk || !window.fetch) return;
  const { api, page, start, token, labels } = desk.dataset;
  const names = labels.split(" ");
  const typing = (element) => element.closest("input, textarea, select, button, [contenteditable]");
  const pieces = (id) => [...document.querySelectorAll(`.m[data-id="${id}"]`)];
  const say = (words) => { desk.textContent = words; };
  const mine = [];
  let busy = false;

  const next = (mark) => {
    const marks = [...document.querySelectorAll(".body .m[id]")].filter((one) => one.dataset.id !== mark.dataset.id);
    const after = marks.find((one) => mark.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (after) after.focus();
  };

  // what stands in the way is shown by the page that forms lead to: one way for both
  const hand = (mark, action, more = {}) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = `${page}/entities/${mark.dataset.id}`;
    const { tag, words, label: parts_of, value } = mark.dataset;
    const seen = JSON.parse(value);
    const parts = seen && typeof seen === "object"
      ? Object.entries(seen).map(([name, text]) => [`value.${name}`, text || ""]) : [["value", seen || ""]];
    const said = { csrf_token: token, tag, words, parts_of, label: parts_of, ...Object.fromEntries(parts), action, ...more };
    for (const [name, text] of Object.entries(said)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: text }));
    }
    document.body.append(form);
    form.submit();
  };

  const send = async (mark, method, body) => {
    if (busy) return null;
    busy = true;
    try {
      const answer = await fetch(`${api}/entities/${mark.dataset.id}`, {
        method,
        headers: {
          "Accept-Language": document.documentElement.lang,
          "Content-Type": "application/json",
          "If-Match": `"${mark.dataset.tag}"`,
          "X-CSRFToken": token,
        },
        body: body && JSON.stringify(body),
      });
      if (answer.ok) { mine.push(mark); return answer; }
      if (answer.status === 412 || answer.status === 404) {
        hand(mark, method === "DELETE" ? "reject" : "accept", body || {});
      } else {
        say((await answer.json()).detail || desk.dataset.lost);
      }
    } catch (error) {
      say(desk.dataset.lost);
    } finally {
      busy = false;
    }
    return null;
  };

  const renew = (mark, answer, entity) => {
    const tag = (answer.headers.get("ETag") || "").replaceAll('"', "");
    for (const piece of pieces(mark.dataset.id)) {
      piece.classList.replace(`m-${piece.dataset.label}`, `m-${entity.label}`);
      Object.assign(piece.dataset, { label: entity.label, tag, value: JSON.stringify(entity.value) });
      piece.classList.add("said");
    }
  };

  const accept = async (mark) => {
    const answer = await send(mark, "PATCH", {});
    if (!answer) return;
    renew(mark, answer, await answer.json());
    say(desk.dataset.accepted);
    next(mark);
  };

  const label = async (mark, name) => {
    const answer = await send(mark, "PATCH", { label: name });
    if (!answer) return;
    renew(mark, answer, await answer.json());
    say(desk.dataset.changed);
  };

  const reject = async (mark) => {
    if (!(await send(mark, "DELETE"))) return;
    say(desk.dataset.rejected);
    next(mark);
    for (const piece of pieces(mark.dataset.id)) piece.replaceWith(...piece.childNodes);
  };

  // what was said on this page is taken back first, and only while nobody said anything after it
  const undo = async () => {
    if (!mine.length) {
      document.getElementById("undo").requestSubmit();
      return;
    }
    const mark = mine[mine.length - 1];
    try {
      const tag = (await fetch(api, { method: "HEAD" })).headers.get("ETag");
      const { items } = await (await fetch(`${api}/corrections`)).json();
      const last = items.find((one) => one.in_force && one.kind !== "undo" && one.kind !== "text");
      const answer = last && last.entity === mark.dataset.id
        && await fetch(`${api}/undo`, { method: "POST", headers: { "If-Match": tag, "X-CSRFToken": token } });
      if (answer && answer.ok) { window.location.reload(); } else { say(desk.dataset.later); }
    } catch (error) {
      say(desk.dataset.lost);
    }
  };

  const step = (by) => {
    const marks = [...document.querySelectorAll(".body .m[id]")];
    const here = document.activeElement.closest(".m[data-id]");
    const at = here ? marks.findIndex((one) => one.dataset.id === here.dataset.id) + by : by < 0 ? marks.length - 1 : 0;
    if (marks[at]) marks[at].focus();
  };

  const selected = () => {
    const range = window.getSelection().rangeCount ? window.getSelection().getRangeAt(0) : null;
    const body = document.querySelector(".body");
    const words = range ? range.toString().trim() : "";
    if (!words || !body.contains(range.commonAncestorContainer)) return;
    const before = document.createRange();
    before.setStart(body, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const nth = before.toString().split(words).length;
    window.location.assign(`${page}/entities/new?${new URLSearchParams({ words, nth, ...(start === "0" ? {} : { start }) })}`);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const mark = document.activeElement.closest(".m[data-id]");
    const number = "1234567890".indexOf(event.key);
    if (event.key === "Backspace") { event.preventDefault(); undo(); } else if (event.key === "m") { selected(); }
    else if (event.key === "n") { step(1); } else if (event.key === "p") { step(-1); }
    if (!mark) return;
    if (event.key === "A") { hand(mark, "accept", { scope: "all" }); } else if (event.key === "X") { hand(mark, "reject", { scope: "all" }); }
    else if (event.key === "a") { accept(mark); } else if (event.key === "x") { reject(mark); }
    else if (event.key === " ") { event.preventDefault(); window.location.assign(`${page}/entities/${mark.dataset.id}`); }
    else if (number >= 0 && names[number] !== mark.dataset.label) { label(mark, names[number]); }
  });

  document.addEventListener("dblclick", (event) => {
    const mark = event.target.closest(".m[data-id]");
    if (mark) window.location.assign(`${page}/entities/${mark.dataset.id}`);
  });
})();
