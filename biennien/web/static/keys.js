"use strict";
// Keys: "/" search, "?" list, j and k through hits, g t timeline. Nothing here is needed to use a page.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  let before = "";

  const step = (by) => {
    const link = document.querySelector(`.neighbours a[rel="${by > 0 ? "next" : "prev"}"]`);
    if (link) { link.click(); return; }
    const hits = [...document.querySelectorAll(".hit h2 a")];
    const at = hits.indexOf(document.activeElement);
    const next = hits[Math.min(hits.length - 1, Math.max(0, at + by))];
    if (next) next.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const dialog = document.getElementById("keys");
    if (event.key === "/") {
      const box = document.getElementById("q");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "?" && dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    } else if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); }
    else if (event.key === "t" && before === "g") { window.location.assign("/timeline"); }
    before = event.key;
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
  });
})();
