// Drawings are zoomed, and their nodes gone through one by one; proofs are folded and unfolded at
// once. Without this, drawings scroll, and each part of a proof is folded by itself.
"use strict";

{
  const STEP = 1.25;
  const MOST = 4;

  /** Zoom a drawing and lead through its nodes. */
  const enliven = (figure) => {
    const region = figure.querySelector(".scroll");
    const drawing = region.querySelector("svg");
    const words = figure.querySelector(".words");
    const [, , width, height] = drawing.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    const natural = drawing.getBoundingClientRect().width / width;
    let scale = natural;

    const zoom = (to) => {
      const x = (region.scrollLeft + region.clientWidth / 2) / scale;
      const y = (region.scrollTop + region.clientHeight / 2) / scale;
      scale = Math.min(Math.max(to, Math.min(fitting(), natural)), MOST);
      drawing.setAttribute("width", `${width * scale}`);
      drawing.setAttribute("height", `${height * scale}`);
      region.scrollLeft = x * scale - region.clientWidth / 2;
      region.scrollTop = y * scale - region.clientHeight / 2;
    };
    const fitting = () => region.clientWidth / width;
    const zooms = {
      in: () => zoom(scale * STEP),
      out: () => zoom(scale / STEP),
      fit: () => zoom(fitting()),
      same: () => zoom(natural),
    };

    const nodes = [...drawing.querySelectorAll("g.node:not(.legend)")];
    nodes.forEach((node, place) => node.setAttribute("tabindex", place ? "-1" : "0"));
    const go = (from, by) => {
      const to = nodes[(nodes.indexOf(from) + by + nodes.length) % nodes.length];
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    };
    const show = (node) => {
      const title = node.querySelector("title");
      words.hidden = false;
      const told = title ? title.textContent : node.getAttribute("aria-label");
      words.replaceChildren(
        ...told.split("\n").map((line) => {
          const block = document.createElement("p");
          block.textContent = line;
          // Official words stand beside their translation.
          if (!/[a-z]/i.test(line)) block.lang = "zh-CN";
          return block;
        }),
      );
    };

    // What is shown first is what the drawing is about, wherever that stands.
    if (nodes.length) {
      const [root, frame] = [nodes[0], region].map((each) => each.getBoundingClientRect());
      region.scrollLeft += root.left + root.width / 2 - frame.left - region.clientWidth / 2;
    }

    figure.querySelector(".controls").hidden = false;
    figure.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      const node = event.target.closest("g.node:not(.legend)");
      if (button) zooms[button.dataset.zoom]();
      else if (node) show(node);
    });
    region.addEventListener("focusin", (event) => {
      const node = event.target.closest("g.node");
      if (node) show(node);
    });
    region.addEventListener("keydown", (event) => {
      const keys = { "+": "in", "=": "in", "-": "out", 0: "same" };
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const node = event.target.closest("g.node");
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (keys[event.key]) zooms[keys[event.key]]();
      else if (node && by) go(node, by);
      else return;
      event.preventDefault();
    });

    let held = null;
    region.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) {
        held = { x: event.clientX + region.scrollLeft, y: event.clientY + region.scrollTop };
      }
    });
    region.addEventListener("pointermove", (event) => {
      if (held === null || !(event.buttons & 1)) return;
      region.scrollTo(held.x - event.clientX, held.y - event.clientY);
    });
    region.addEventListener("pointerup", () => {
      held = null;
    });
  };

  document.querySelectorAll("[data-drawing]").forEach(enliven);

  document.querySelectorAll(".controls[data-fold]").forEach((controls) => {
    controls.hidden = false;
    controls.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-fold]");
      if (button === null) return;
      controls.parentElement.querySelectorAll("details.beneath").forEach((each) => {
        each.open = button.dataset.fold === "open";
      });
    });
  });
}
