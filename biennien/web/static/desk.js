"use strict";
// The desk: one key for each decision on the mark in focus. All of it can be done by forms too.
(() => {
  const desk = document.getElementById("desk");
  if (!desk || !window.fetch) return;
  const { api, page, token, labels } = desk.dataset;
  const names = labels.split(" ");
  const typing = (element) => element.closest("input, textarea, select, button, [contenteditable]");
  const pieces = (id) => [...document.querySelectorAll(`.m[data-id="${id}"]`)];
  const say = (words) => { desk.textContent = words; };
  const queue = Boolean(desk.dataset.queue);
  let busy = false;

  const next = (mark) => {
    const marks = [...document.querySelectorAll(".body .m[id]")].filter((one) => one.dataset.id !== mark.dataset.id);
    const after = marks.find((one) => mark.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (after) after.focus();
  };

  const send = async (mark, method, body) => {
    if (busy) return null;
    busy = true;
    try {
      const answer = await fetch(`${mark.dataset.api || api}/entities/${mark.dataset.id}`, {
        method,
        headers: {
          "Accept-Language": document.documentElement.lang,
          "Content-Type": "application/json",
          "If-Match": `"${mark.dataset.tag}"`,
          "X-CSRFToken": token,
        },
        body: body && JSON.stringify(body),
      });
      if (answer.ok) return answer;
      say((await answer.json()).detail || desk.dataset.lost);
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
      Object.assign(piece.dataset, { label: entity.label, tag });
      piece.classList.add("said");
    }
  };

  // every correction counts: the forms for undo know which was the last one only from a page loaded anew
  let stale = false;

  const accept = async (mark) => {
    const answer = await send(mark, "PATCH", {});
    if (!answer) return;
    renew(mark, answer, await answer.json());
    stale = true;
    say(desk.dataset.accepted);
    next(mark);
    if (queue) decided(mark);
  };

  const label = async (mark, name) => {
    const answer = await send(mark, "PATCH", { label: name });
    if (!answer) return;
    renew(mark, answer, await answer.json());
    stale = true;
    say(desk.dataset.changed);
  };

  const reject = async (mark) => {
    if (!(await send(mark, "DELETE"))) return;
    stale = true;
    say(desk.dataset.rejected);
    next(mark);
    if (queue) { decided(mark); return; }
    for (const piece of pieces(mark.dataset.id)) piece.replaceWith(...piece.childNodes);
  };

  const decided = (mark) => {
    mark.closest("li").remove();
    const left = document.getElementById("left");
    left.textContent = String(Math.max(0, Number(left.textContent) - 1));
    if (!document.querySelector(".review li")) window.location.reload();
  };

  const undo = async () => {
    if (queue) return;
    if (stale) {
      const fresh = new DOMParser().parseFromString(await (await fetch(page)).text(), "text/html");
      document.querySelector("#undo [name=seen]").value = fresh.querySelector("#undo [name=seen]").value;
    }
    document.getElementById("undo").requestSubmit();
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
    window.location.assign(`${page}/entities/new?${new URLSearchParams({ words, nth })}`);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const mark = document.activeElement.closest(".m[data-id]");
    const number = "1234567890".indexOf(event.key);
    if (event.key === "Backspace") { event.preventDefault(); undo(); } else if (event.key === "m") { selected(); }
    if (!mark) return;
    if (event.key === "a") { accept(mark); } else if (event.key === "x") { reject(mark); }
    else if (event.key === " ") { event.preventDefault(); window.location.assign(`${mark.dataset.page || page}/entities/${mark.dataset.id}`); }
    else if (number >= 0 && names[number] !== mark.dataset.label) { label(mark, names[number]); }
  });

  document.addEventListener("dblclick", (event) => {
    const mark = event.target.closest(".m[data-id]");
    if (mark) window.location.assign(`${mark.dataset.page || page}/entities/${mark.dataset.id}`);
  });
})();
