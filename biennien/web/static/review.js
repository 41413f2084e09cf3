"use strict";
// The queue by keys: each button says its own. What comes next is what the service shows after the decision.
(() => {
  if (!document.getElementById("said") || !window.fetch) return;
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  const items = () => [...document.querySelectorAll("#queue > li")];
  const here = () => Math.max(0, items().indexOf(document.activeElement.closest("#queue > li")));
  const focus = (place) => {
    const all = items();
    const item = all[Math.min(place, all.length - 1)];
    if (item) item.focus();
  };
  let busy = false;

  const send = async (form, button) => {
    if (busy) return;
    busy = true;
    const place = form.id === "undo" ? 0 : here();
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(data) });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const problem = fresh.querySelector(".problem h1 + p");
      if (answer.ok) {
        document.getElementById("main").replaceWith(fresh.getElementById("main"));
        focus(place);
      } else {
        document.getElementById("said").textContent = problem ? problem.textContent : "";
      }
    } catch (error) {
      document.getElementById("said").textContent = document.getElementById("said").dataset.lost;
    } finally {
      busy = false;
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "undo" && !event.target.closest("#queue")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.closest("#queue > li")?.focus(); return; }
    if (typing(event.target)) return;
    const item = items()[here()];
    if (event.key === "Backspace") {
      event.preventDefault();
      document.getElementById("undo")?.requestSubmit();
    } else if (event.key === "j") { focus(here() + (document.activeElement.closest("#queue") ? 1 : 0)); }
    else if (event.key === "k") { focus(Math.max(0, here() - 1)); }
    else if (item && event.key === "e") {
      const box = item.querySelector("[data-write]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (item && !event.target.closest("button, a, summary")) {
      const chosen = [...item.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
      if (!chosen) return;
      event.preventDefault();
      if (chosen.form) { chosen.form.requestSubmit(chosen); } else { chosen.click(); }
    }
  });

  focus(0);
})();
