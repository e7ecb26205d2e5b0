// What only this browser knows: whether the hints were read, and the views that were saved in it.
const READ = "zeitstrahl-hints", VIEWS = "zeitstrahl-views";
const remembered = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* a browser may forbid it */ } };
const shown = { hints: null, views: false };

function savedViews() {
  const found = remembered(VIEWS);
  return Array.isArray(found) ? found.filter((view) => typeof view?.name === "string" && typeof view?.query === "string") : [];
}

export default function ({ parentElement, data, setTriggerValue, setStateValue }) {
  const { texts, chips } = data;
  const act = (message) => setTriggerValue("act", message);
  const copy = el("button", { class: "chip copy", "data-focus": "copy", title: texts.help, on: { click: share } }, texts.copy);

  function share() {
    copyText(`${location.origin}${location.pathname}?${data.query}`, copy, texts.copied);
  }

  // Charts are drawn on the server, which guesses width and theme; tell it where it is wrong.
  function measure() {
    const part = parentElement.querySelector(".part");
    if (!part?.isConnected) return clearInterval(window.zeitstrahlMeasure);
    const width = Math.round(part.getBoundingClientRect().width / 20) * 20;
    if (width && Math.abs(width - data.width) > data.width / 5) setStateValue("width", width);
    const dark = isDark(getComputedStyle(part).getPropertyValue("--st-background-color"));
    if (dark !== data.dark) setStateValue("dark", dark);
  }
  clearInterval(window.zeitstrahlMeasure);
  window.zeitstrahlMeasure = setInterval(measure, 500);
  measure();

  shown.hints ??= data.hints.length > 0 && innerWidth >= 640 && !remembered(READ);
  render();

  function render() {
    draw(
      parentElement.querySelector(".part"),
      el("h2", { class: "count", "aria-live": "polite" }, data.count),
      ...chips.map((chip) => el(
        "button",
        { class: chip.not ? "chip not" : "chip", "aria-label": `${texts.remove}: ${chip.label}`,
          on: { click: () => act({ type: "drop", facet: chip.facet, value: chip.value, side: chip.side }) } },
        chip.not ? el("b", {}, "−") : null, chip.label, el("span", { class: "x", "aria-hidden": "true" }, "×"),
      )),
      chips.length ? el("button", { class: "clear", on: { click: () => act({ type: "clear" }) } }, texts.clear) : null,
      el("span", { class: "ends" },
        data.hints.length ? el("button", { class: "chip", "aria-expanded": String(shown.hints), "data-focus": "hints",
          on: { click: () => { shown.hints = !shown.hints; render(); } } }, texts.hints) : null,
        data.saving ? el("button", { class: "chip", "aria-expanded": String(shown.views), "data-focus": "views", title: texts.viewsHelp,
          on: { click: () => { shown.views = !shown.views; render(); if (shown.views) parentElement.querySelector(".views input")?.focus(); } } }, texts.views) : null,
        data.whole ? el("a", { class: "chip", href: `?${data.query}`, target: "_blank", rel: "noopener" }, texts.whole) : null,
        copy),
      shown.views && data.saving ? views() : null,
      shown.hints && data.hints.length ? hints() : null,
      data.examples.length ? el("p", { class: "soft examples" }, texts.examples, ...data.examples.map((name, number) =>
        el("button", { class: "chip", on: { click: () => act({ type: "example", number }) } }, name))) : null,
    );
  }

  function hints() {
    const close = () => { remember(READ, true); shown.hints = false; render(); parentElement.querySelector("[data-focus=hints]")?.focus(); };
    return el("section", { class: "hints", "aria-label": texts.hints },
      el("ol", {}, ...data.hints.map(([title, text]) => el("li", {}, el("b", {}, title), " ", text))),
      el("button", { class: "chip", "data-focus": "understood", on: { click: close } }, texts.understood));
  }

  function views() {
    const close = () => { shown.views = false; render(); parentElement.querySelector("[data-focus=views]")?.focus(); };
    const name = el("input", { type: "text", maxlength: "80", "aria-label": texts.viewName, placeholder: texts.viewName, "data-focus": "view-name" });
    name.value = data.name;
    const save = (event) => {
      event.preventDefault();
      const title = name.value.trim() || data.name;
      remember(VIEWS, [{ name: title, query: data.query }, ...savedViews().filter((view) => view.name !== title)].slice(0, 50));
      render();
    };
    const drop = (gone) => { remember(VIEWS, savedViews().filter((view) => view.name !== gone.name)); render(); };
    const saved = savedViews();
    return el("section", { class: "views", "aria-label": texts.views, on: { keydown: (pressed) => { if (pressed.key === "Escape") close(); } } },
      el("form", { on: { submit: save } }, name, el("button", { class: "chip", type: "submit", "data-focus": "view-save" }, texts.viewSave)),
      saved.length
        ? el("ul", {}, ...saved.map((view) => el("li", {},
          el("button", { class: "link", on: { click: () => act({ type: "view", query: view.query }) } }, view.name),
          el("button", { class: "drop", "aria-label": `${texts.viewDrop}: ${view.name}`, title: texts.viewDrop, on: { click: () => drop(view) } }, "×"))))
        : el("p", { class: "soft" }, texts.viewsNone),
      el("p", { class: "soft" }, texts.viewsHelp));
  }
}

function isDark(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour.trim() || "#fff";
  const value = parseInt(probe.fillStyle.slice(1), 16);
  return (value >> 16) + ((value >> 8) & 255) + (value & 255) < 384;
}
