const TOP = 10;
const kept = new Map(); // what only this browser knows: which facets are open, expanded, searched, explained

export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  for (const facet of data.facets) {
    facet.values = facet.values.map((value) => ({ label: value.value, n: String(value.count), state: 0, shape: null, ...value }));
  }
  const root = parentElement.querySelector(".part");
  const act = (message) => setTriggerValue("act", message);
  const render = () => draw(root,
    choice("preset", texts.preset, data.presets, data.preset, texts.noPreset),
    choice("role", texts.role, data.roles, data.role, texts.anyRole),
    el("p", { class: "soft help" }, texts.help),
    ...data.facets.map(section));

  function choice(type, label, options, chosen, none) {
    const list = el("select", { "data-focus": type, on: { change: () => act({ type, value: list.value }) } },
      el("option", { value: "", selected: !chosen }, none),
      ...options.map((option) => el("option", { value: option.value, selected: option.value === chosen }, option.label)));
    return el("label", { class: "choice" }, el("span", {}, label), list);
  }

  function section(facet) {
    const known = kept.get(facet.key) ?? { open: facet.open, all: false, text: "", told: false };
    kept.set(facet.key, known);
    const chosen = facet.values.some((value) => value.state);
    const open = known.open || chosen;
    const flip = () => { known.open = !open; render(); };
    const tell = () => { known.told = !known.told; render(); };
    const question = texts.explain.replace("{name}", facet.title);
    return el("section", { "data-facet": facet.key },
      el("div", { class: "top" },
        el("h3", {}, el("button", { "aria-expanded": String(open), "data-focus": `head-${facet.key}`, on: { click: flip } },
          el("span", { class: "mark", "aria-hidden": "true" }, open ? "▾" : "▸"), facet.title)),
        chosen ? el("button", { class: "mini", "aria-label": `${facet.title}: ${texts.clear}`,
          on: { click: () => act({ type: "clear", facet: facet.key }) } }, texts.clear) : null,
        el("button", { class: "ask", "aria-label": question, title: question, "aria-expanded": String(known.told),
          "data-focus": `ask-${facet.key}`, on: { click: tell } }, "?")),
      known.told ? el("p", { class: "told", role: "note" }, facet.help) : null,
      ...(open ? content(facet, known) : []));
  }

  function content(facet, known) {
    const parts = [];
    const total = facet.total;
    if (facet.every !== null && (facet.every || facet.values.some((value) => value.state > 0))) {
      parts.push(el("label", { class: "every soft" },
        el("input", { type: "checkbox", checked: facet.every, "data-focus": `every-${facet.key}`,
          on: { change: () => act({ type: "every", facet: facet.key }) } }), texts.every));
    }
    if (total > TOP) {
      const input = el("input", { type: "search", "aria-label": facet.find, placeholder: facet.find, "data-focus": `find-${facet.key}` });
      input.value = known.text;
      input.addEventListener("input", () => {
        known.text = input.value;
        list.replaceWith(list = rows(facet, known));
        clearTimeout(known.timer);
        if (facet.values.length < total || facet.key === "year") {
          known.timer = setTimeout(() => act({ type: "find", facet: facet.key, value: known.text }), 300);
        }
      });
      parts.push(input);
    }
    let list = rows(facet, known);
    if (!facet.compare) return [...parts, list];
    return [...parts, list, el("button", { class: "mini more", "data-focus": `compare-${facet.key}`, title: facet.compare.help,
      on: { click: () => act({ type: "compare", facet: facet.key, values: facet.compare.values }) } }, facet.compare.label)];
  }

  function rows(facet, known) {
    const wanted = fold(known.text);
    const found = facet.values.filter((value) => value.state || fold(value.label).includes(wanted));
    const limit = known.all || wanted ? 60 : TOP;
    let above = 0; // months do not count: they stand there because their year was opened
    const shown = found.filter((value) => { above += value.month ? 0 : 1; return value.state || above <= limit; });
    const most = Math.max(1, ...facet.values.map((value) => value.count));
    const months = (values) => values.filter((value) => value.month).length;
    const rest = Math.max(wanted ? 0 : facet.total, found.length - months(found)) - shown.length + months(shown);
    const list = el("ul", { on: { keydown: move } }, ...shown.map((value) => row(facet, value, most)));
    enter(list, known);
    list.addEventListener("focusin", (event) => { known.at = event.target.dataset.focus; enter(list, known); });
    return el("div", {}, list,
      shown.length ? null : el("div", { class: "soft more" }, texts.none),
      rest > 0 && !known.all && !wanted
        ? el("button", { class: "mini more", "data-focus": `more-${facet.key}`, on: { click: () => { known.all = true; render(); } } }, texts.more.replace("{n}", rest)) : null,
      known.all && !wanted && facet.total > TOP
        ? el("button", { class: "mini more", "data-focus": `more-${facet.key}`, on: { click: () => { known.all = false; render(); } } }, texts.less) : null);
  }

  function row(facet, value, most) {
    const state = value.state > 0 ? "on" : value.state < 0 ? "off" : "";
    const send = (side) => act({ type: "toggle", facet: facet.key, value: value.value, side });
    const small = (sort, sign, label, pressed, message) => el("button", { class: sort, "aria-label": label, title: label,
      "aria-pressed": String(pressed), "data-focus": `${sort}-${facet.key}-${value.value}`, on: { click: () => act(message) } }, sign);
    return el("li", { class: `row ${state} ${value.count ? "" : "zero"} ${value.month ? "month" : ""}` },
      el("label", {},
        el("input", { type: "checkbox", checked: value.state > 0, "data-focus": `on-${facet.key}-${value.value}`,
          on: { change: () => send("include") } }),
        value.shape ? shape(value.shape.path, value.shape.colour, value.shape.open) : null,
        el("span", { class: "name" }, value.label),
        el("span", { class: "n soft" }, value.n)),
      facet.page ? el("button", { class: "page", title: texts.open.replace("{name}", value.label), "aria-label": texts.open.replace("{name}", value.label),
        "data-focus": `page-${facet.key}-${value.value}`, on: { click: () => act({ type: "page", facet: facet.key, value: value.value }) } }, "›") : null,
      facet.key === "year" && !value.month ? el("button", { class: "unfold", "aria-expanded": String(value.open),
        "aria-label": texts.unfold.replace("{name}", value.label), title: texts.unfold.replace("{name}", value.label),
        "data-focus": `unfold-${value.value}`, on: { click: () => act({ type: "unfold", value: value.value }) } }, value.open ? "▾" : "▸") : null,
      facet.pins ? small("pin", value.pinned ? "★" : "☆", (value.pinned ? texts.unpin : texts.pin).replace("{name}", value.label),
        value.pinned, { type: "pin", facet: facet.key, value: value.value }) : null,
      small("not", "−", texts.not.replace("{name}", value.label), value.state < 0, { type: "toggle", facet: facet.key, value: value.value, side: "exclude" }),
      el("span", { class: "bar", "aria-hidden": "true" }, el("i", { style: `width:${(100 * value.count) / most}%` })));
  }

  render();
}

const cells = (line) => [...line.querySelectorAll("input, button")];

// A list is one stop for the Tab key, where one was last; the arrow keys go on from there.
function enter(list, known) {
  const all = cells(list);
  const here = all.find((cell) => cell.dataset.focus === known.at) ?? all[0];
  for (const cell of all) cell.tabIndex = cell === here ? 0 : -1;
}

function move(pressed) {
  const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[pressed.key] ?? [0, 0];
  if ((!down && !right) || pressed.altKey || pressed.ctrlKey || pressed.metaKey) return;
  pressed.preventDefault();
  const line = pressed.target.closest("li");
  const at = cells(line).indexOf(pressed.target);
  const next = down ? line[down > 0 ? "nextElementSibling" : "previousElementSibling"] : line;
  const found = next && cells(next);
  if (found) found[Math.max(0, Math.min(at + right, found.length - 1))].focus();
}

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("ß", "ss");
