"use strict";
// Shows how far a correction of many documents is; the page is loaded anew at its end.
(() => {
  const POLL = 700;
  const { api } = document.getElementById("sweep").dataset;
  const bar = document.getElementById("progress");
  const look = async () => {
    try {
      const sweep = await (await fetch(api)).json();
      bar.value = sweep.counts.done.entities;
      if (sweep.state !== "running" && sweep.state !== "undoing") { window.location.reload(); return; }
    } catch (error) { /* the service is away for a moment: asked again */ }
    window.setTimeout(look, POLL);
  };
  window.setTimeout(look, POLL);
})();
