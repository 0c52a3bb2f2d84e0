// Pages work without this: it only saves steps.
"use strict";

// Long work: what a form says while it is at work, and forms whose page follows each choice.
{
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "working";
  document.body.append(status);
  const tell = (words) => {
    status.textContent = words || "";
  };

  let asked = 0;
  const follow = async (form, focused) => {
    const place = (asked += 1);
    tell(form.dataset.working);
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body });
    const text = await answer.text();
    if (place !== asked) return;
    const answered = new DOMParser().parseFromString(text, "text/html");
    const found = answered.querySelector("main");
    if (found === null) {
      form.submit();
      return;
    }
    const open = [...document.querySelectorAll("main details[open][id]")].map((each) => each.id);
    document.querySelector("main").replaceWith(found);
    // What asks for this page in another language asks for it as it is now.
    document.querySelector(".languages").replaceWith(answered.querySelector(".languages"));
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    document.getElementById(focused)?.focus();
    tell(form.dataset.done);
  };

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-follow]")) {
      follow(form, event.target.id).catch(() => form.submit());
    }
  });
  document.addEventListener("submit", (event) => tell(event.target.dataset.working));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-working]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) tell(link.dataset.working);
  });
  window.addEventListener("pageshow", () => tell(""));
}
