"use strict";
// Sends each file by itself, shows how far it is, then asks after its job until that has ended.
(() => {
  const form = document.getElementById("upload");
  if (!form || !window.XMLHttpRequest || !window.FormData) return;
  const words = form.dataset;
  const list = document.getElementById("uploads");
  const picker = document.getElementById("file");
  const drop = document.getElementById("drop");
  const token = form.elements.csrf_token.value;
  const POLL = 700;
  const AT_ONCE = 3;
  const waiting = [];
  let sending = 0;

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  const line = (name) => {
    const row = {
      item: make("li", "upload"),
      state: make("span", "state", words.waiting),
      bar: make("progress"),
      tail: make("span", "tail"),
    };
    row.bar.max = 100;
    row.bar.value = 0;
    row.bar.setAttribute("aria-label", name);
    row.item.append(make("b", "", name), row.state, row.bar, row.tail);
    return row;
  };

  const add = (file) => {
    const row = Object.assign(line(file.name), { file });
    list.append(row.item);
    if (file.size > Number(words.limit)) { fail(row, words.large); return; }
    waiting.push(row);
    pump();
  };

  const pump = () => {
    while (sending < AT_ONCE && waiting.length) send(waiting.shift());
  };

  const request = (method, address, done, lost) => {
    const call = new XMLHttpRequest();
    call.open(method, address);
    call.setRequestHeader("X-CSRFToken", token);
    call.setRequestHeader("Accept-Language", document.documentElement.lang);
    call.onload = () => {
      let answer = {};
      try { answer = JSON.parse(call.responseText); } catch (error) { answer = {}; }
      done(call.status, answer, call.getResponseHeader("ETag"));
    };
    call.onerror = lost;
    return call;
  };

  const send = (row) => {
    sending += 1;
    const over = () => { sending -= 1; pump(); };
    const call = request("POST", words.api, (status, answer) => {
      over();
      if (status === 202) accepted(row, answer.items[0]); else fail(row, answer.detail || words.lost, () => again(row));
    }, () => { over(); fail(row, words.lost, () => again(row)); });
    call.upload.onprogress = (event) => {
      if (event.lengthComputable) row.bar.value = (100 * event.loaded) / event.total;
    };
    row.state.textContent = words.sending;
    const data = new FormData();
    data.append("visibility", form.elements.visibility.value);
    data.append("file", row.file, row.file.name);
    call.send(data);
  };

  const again = (row) => {
    row.item.className = "upload";
    row.ended = false;
    row.tail.replaceChildren();
    waiting.push(row);
    pump();
  };

  const accepted = (row, item) => {
    row.bar.value = 100;
    row.document = item.document;
    row.job = item.job;
    row.told = item;
    if (item.state === "duplicate") {
      finish(row, "duplicate", words.duplicate);
      follow(row);
      return;
    }
    row.state.textContent = words.queued;
    row.bar.removeAttribute("value");
    follow(row);
  };

  const follow = (row) => {
    request("GET", words.jobs + row.job, (status, job) => {
      if (status !== 200) { fail(row, job.detail || words.lost); return; }
      if (job.state === "done") {
        if (!row.ended) finish(row, "done", words.done);
        if (showInside(row, job.children)) window.setTimeout(follow, POLL, row);
        return;
      }
      if (job.state === "failed") { fail(row, job.reason, () => retry(row)); return; }
      row.state.textContent = job.state === "running" ? (words[job.step] || words.queued) : words.queued;
      window.setTimeout(follow, POLL, row);
    }, () => window.setTimeout(follow, 4 * POLL, row)).send();
  };

  // What lies in an archive or hangs on a mail, each file with how far it is; true while one of them is not at its end.
  const showInside = (row, children) => {
    if (children.length && !row.inside) {
      row.inside = make("ul", "plain uploads");
      row.rows = children.map((child) => line(child.name));
      row.inside.append(...row.rows.map((inner) => inner.item));
      row.item.append(row.inside);
    }
    children.forEach((child, place) => settle(row.rows[place], child));
    return children.some((child) => child.state === "queued" || child.state === "running");
  };

  const settle = (row, child) => {
    if (row.ended) return;
    row.document = child.document;
    row.job = child.job;
    if (child.state === "done") {
      row.told = child;
      finish(row, child.known ? "duplicate" : "done", child.known ? words.duplicate : words.done);
      if (child.title && child.link) row.tail.querySelector("a").textContent = child.title;
      if (child.kind === "zip" || child.kind === "mail") follow(row);
    } else if (child.state === "failed") {
      fail(row, child.reason, child.job ? () => retry(row) : null);
    } else {
      row.bar.removeAttribute("value");
      row.state.textContent = child.state === "running" ? (words[child.step] || words.queued) : words.queued;
    }
  };

  const retry = (row) => {
    const lost = () => fail(row, words.lost, () => retry(row));
    request("GET", words.jobs + row.job, (seen, job, tag) => {
      if (seen !== 200) { fail(row, job.detail || words.lost); return; }
      if (job.state !== "failed") { begin(row); return; }
      const call = request("POST", `${words.jobs}${row.job}/retry`, (status, answer) => {
        if (status === 202) begin(row); else fail(row, answer.detail || words.lost);
      }, lost);
      call.setRequestHeader("If-Match", tag);
      call.send();
    }, lost).send();
  };

  const begin = (row) => {
    row.item.className = "upload";
    row.ended = false;
    row.tail.replaceChildren();
    row.bar.removeAttribute("value");
    follow(row);
  };

  const finish = (row, kind, text) => {
    row.item.className = `upload ${kind}`;
    row.ended = true;
    row.bar.value = 100;
    row.state.textContent = text;
    row.tail.replaceChildren();
    const told = row.told || { link: true };
    if (told.reason) row.tail.append(make("span", "reason", `${told.reason} `));
    if (told.link) {
      const link = make("a", "", words.open);
      link.href = `/documents/${row.document}`;
      row.tail.append(link);
    }
    if (told.withdrawn && told.withdrawn.may_restore) row.tail.append(restoring(row.document, told.withdrawn.tag));
  };

  const restoring = (id, tag) => {
    const back = make("form");
    back.method = "post";
    back.action = `/documents/${id}/restore`;
    back.append(Object.assign(make("input"), { type: "hidden", name: "csrf_token", value: token }));
    back.append(Object.assign(make("input"), { type: "hidden", name: "tag", value: tag }));
    back.append(make("button", "quiet", words.restore));
    return back;
  };

  const fail = (row, reason, more) => {
    row.item.className = "upload failed";
    row.ended = true;
    row.bar.value = 0;
    row.state.textContent = words.failed;
    row.tail.replaceChildren(make("span", "reason", reason));
    if (!more) return;
    const button = make("button", "quiet", words.retry);
    button.type = "button";
    button.addEventListener("click", more);
    row.tail.append(button);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    [...picker.files].forEach(add);
    picker.value = "";
  });
  ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    [...event.dataTransfer.files].forEach(add);
  });
})();
