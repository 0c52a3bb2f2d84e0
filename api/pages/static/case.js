// The form of a case works without this: it says what still matters without being asked.
"use strict";

(() => {
  const form = document.getElementById("case");
  const atWork = form.dataset.working;
  const PAUSE = 1200;
  let timer;
  let asked;

  function answered(question) {
    const fields = question.querySelectorAll(
      "input:checked, select:not([name$='.s']), input[type='date'], input[type='text']",
    );
    return [...fields].some((field) => field.value !== "");
  }

  function mark(idle) {
    for (const each of form.querySelectorAll("[data-question]")) {
      const greyed = idle.has(each.dataset.question) && !answered(each);
      each.classList.toggle("idle", greyed);
      for (const note of each.querySelectorAll(":scope > .idle-note, :scope > .cited > .idle-note")) {
        note.hidden = !greyed;
      }
    }
  }

  async function tell() {
    asked?.abort();
    document.getElementById("still").setAttribute("aria-busy", "true");
    asked = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") body.append(name, value);
    }
    body.set("do", "still");
    body.set("fragment", "1");
    try {
      const reply = await fetch(form.action, { method: "POST", body, signal: asked.signal });
      if (!reply.ok) {
        document.getElementById("still").removeAttribute("aria-busy");
        return;
      }
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const found = page.getElementById("still");
      document.getElementById("still").replaceWith(found);
      mark(new Set(found.dataset.idle.split(" ")));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.addEventListener("change", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  });

  // A file that is saved leaves the page as it is: nothing would take the words away again.
  form.addEventListener("submit", (event) => {
    form.dataset.working = event.submitter?.value === "save" ? "" : atWork;
  });

  // Where a link leads is not to be folded away.
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    target?.closest("details")?.setAttribute("open", "");
  });

  document.getElementById("faults")?.focus();
})();
